using System.Text;

namespace Medusa.Cli.Exports;

/// <summary>
/// A file that appears whole or not at all: the lines go to <c>FILE.part</c> beside it, which takes its place once everything is on the disk. A killed export leaves
/// what was there before, and a <c>.part</c> that the next one overwrites.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private readonly string path;
    private readonly string part;
    private readonly StreamWriter lines;
    private bool isMoved;

    /// <summary>Begins the file.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public ExportFile(string path)
    {
        try
        {
            this.path = Target(path);
            part = this.path + ".part";
            lines = new StreamWriter(new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unwritable(path, failure);
        }
    }

    /// <summary>Takes a line.</summary>
    /// <exception cref="CommandException">The disk is full or gone.</exception>
    public void Add(string line) => Try(() => lines.WriteLine(line));

    /// <summary>Ends the file: from now on it is there.</summary>
    /// <exception cref="CommandException">The disk is full or gone.</exception>
    public void Complete() => Try(() =>
    {
        lines.Flush();
        ((FileStream)lines.BaseStream).Flush(flushToDisk: true);
        lines.Dispose();
        File.Move(part, path, overwrite: true);
        isMoved = true;
    });

    /// <summary>Removes what was begun and not completed.</summary>
    public void Dispose()
    {
        if (isMoved)
        {
            return;
        }

        try
        {
            lines.Dispose();
        }
        catch (IOException)
        {
            // The disk is full; what could not be written is removed below.
        }

        File.Delete(part);
    }

    /// <summary>The file that a link leads to, so that the link stays one.</summary>
    private static string Target(string path)
    {
        var target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        return Directory.Exists(target) || target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal)
            ? throw new IOException("it is no file that can be replaced. Without --out the lines go to the output.")
            : target;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    private static CommandException Unwritable(string path, Exception failure) => new(ExitCode.Usage, $"{path} cannot be written: {failure.Message}");
}
