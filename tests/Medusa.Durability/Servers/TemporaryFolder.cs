namespace Medusa.Durability.Servers;

/// <summary>A new folder, deleted with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Creates the folder.</summary>
    public TemporaryFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"medusa-{purpose}-").FullName;

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>The path of something in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
