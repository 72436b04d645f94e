using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Medusa.Durability.Servers;

/// <summary>A server process of a test: what it writes is kept, and it ends with the test run at the latest.</summary>
public sealed class ChildProcess : IDisposable
{
    private static readonly ConcurrentDictionary<int, ChildProcess> Running = new();
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in Running.Values)
        {
            child.Kill();
        }
    };

    /// <summary>Starts a program.</summary>
    public ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "/" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Id = process.Id;
        Running[Id] = this;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>The process's id.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join(Environment.NewLine, output);

    /// <summary>Waits until all that the ended process wrote is kept.</summary>
    public void ReadToEnd() => process.WaitForExit();

    /// <summary>Sends a signal.</summary>
    public void Send(int signal) => Servers.Signal.Send(Id, signal);

    /// <summary>Sends a signal to the process and to those that it started.</summary>
    public void SendToFamily(int signal)
    {
        Send(signal);
        foreach (var child in Process.GetProcesses().Where(process => ParentOf(process.Id) == Id))
        {
            Servers.Signal.Send(child.Id, signal);
        }
    }

    /// <summary>Ends the process as the power's failure would end it, and returns when it is gone.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        Running.TryRemove(Id, out _);
    }

    /// <summary>Sends a signal that ends the process and waits for the end.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task EndAsync(int signal, TimeSpan within)
    {
        Send(signal);
        await Eventually.HoldsAsync(() => process.HasExited, within, $"process {Id} ends after signal {signal}");
        Running.TryRemove(Id, out _);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static int? ParentOf(int process)
    {
        try
        {
            // The name stands in parentheses and may hold blanks; state and parent follow it.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        while (output.Count > 5000)
        {
            output.TryDequeue(out _);
        }
    }
}
