using Medusa.Episodes;

namespace Medusa.Cli.Plugins;

/// <summary>What a command was pointed at: a plugin's folder, its zip file, or the project that builds it. Holds a private copy of the files while it is open.</summary>
internal sealed class PluginInput : IDisposable
{
    private readonly string root;

    private PluginInput(PluginManifest manifest, PluginFiles files)
    {
        Manifest = manifest;
        Files = files;
        root = Directory.CreateTempSubdirectory("medusa-plugin-").FullName;
        Folder = Path.Combine(root, $"{manifest.Id}@{manifest.Version}");
        files.Write(Folder);
    }

    /// <summary>What the plugin says of itself.</summary>
    public PluginManifest Manifest { get; }

    /// <summary>Every file, with a complete manifest.</summary>
    public PluginFiles Files { get; }

    /// <summary>A temporary folder with these files.</summary>
    public string Folder { get; }

    /// <summary>Opens a folder or a zip file; a project or a folder with one is built first.</summary>
    /// <exception cref="CommandException">It is none of these, or its files do not agree with its manifest.</exception>
    public static async Task<PluginInput> OpenAsync(string path, CancellationToken cancellation)
    {
        var files = File.Exists(path) && !PluginProject.IsProject(path) ? PluginZip.Read(path)
            : Directory.Exists(path) && File.Exists(Path.Combine(path, PluginManifest.FileName)) && PluginProject.Find(path) is null ? PluginFiles.Read(path)
            : PluginProject.Find(path) is { } project ? PluginFiles.Read(await PluginProject.BuildAsync(project, cancellation))
            : throw new CommandException(ExitCode.Usage, $"'{path}' is no folder with a {PluginManifest.FileName}, no zip file and no plugin project.");
        var (manifest, complete) = CompleteManifest.Of(files);
        return new PluginInput(manifest, complete);
    }

    /// <summary>Loads the plugin: checks it as a server would and registers its parts.</summary>
    /// <exception cref="CommandException">The loader refuses it.</exception>
    public LoadedPlugin Load()
    {
        try
        {
            return PluginLoader.Load(Folder);
        }
        catch (PluginException refusal)
        {
            throw new CommandException(ExitCode.Different, $"{Manifest.Id}@{Manifest.Version} cannot be loaded ({refusal.Fault}): {refusal.Message}");
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
