namespace Medusa.Cli.Tests;

/// <summary>A file of one test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"medusa-{Guid.NewGuid():N}.jsonl");

    public string[] Lines => File.ReadAllLines(Path);

    public void Dispose() => File.Delete(Path);
}
