namespace Medusa.Cli.Rollouts;

/// <summary>
/// A file of trajectories, one JSON object a line, in the order of the plan. Only whole lines are written, so an interrupted rollout leaves a valid file.
/// </summary>
internal sealed class TrajectoryFile : IDisposable
{
    private readonly FileStream file;
    private readonly SortedDictionary<int, byte[]> waiting = [];
    private int next;

    /// <summary>Creates or replaces the file.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public TrajectoryFile(string path)
    {
        try
        {
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{path} cannot be written: {failure.Message}");
        }
    }

    /// <summary>Takes a line; it is written once those before it are there.</summary>
    public void Add(int position, byte[] line)
    {
        lock (waiting)
        {
            waiting.Add(position, line);
            while (waiting.Remove(next, out var ready))
            {
                file.Write(ready);
                next++;
            }
        }
    }

    /// <summary>Writes the lines whose predecessors never came, and closes the file.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            foreach (var line in waiting.Values)
            {
                file.Write(line);
            }

            waiting.Clear();
            file.Dispose();
        }
    }
}
