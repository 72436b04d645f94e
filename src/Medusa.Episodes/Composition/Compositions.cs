using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>The environments that a folder's files compose. Touched under the catalogue's lock alone.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Compositions(string folder)
{
    private ImmutableArray<(string Name, byte[] Bytes)> files = [];
    private string key = "";

    /// <summary>What is composed now.</summary>
    public ImmutableArray<LoadedEnvironment> Environments { get; private set; } = [];

    /// <summary>Environments that are no longer offered, kept until the plugins they use are unloaded.</summary>
    public List<LoadedEnvironment> Retired { get; } = [];

    /// <summary>The files that compose nothing, with all that is wrong with each.</summary>
    public ImmutableArray<(string File, string Reason)> Rejected { get; private set; } = [];

    /// <summary>Reads the folder's files again.</summary>
    public void ReadFiles()
    {
        files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]
            : [];
    }

    /// <summary>Composes again where files or plugins have changed; what has not keeps its instance.</summary>
    /// <param name="plugins">The plugins in use.</param>
    /// <param name="offered">What they offer.</param>
    public void Update(ImmutableArray<LoadedPlugin> plugins, EnvironmentCatalogue offered)
    {
        var now = string.Join('\n', files.Select(file => $"{file.Name} {PluginFiles.Sha256(file.Bytes)}").Concat(plugins.Select(plugin => plugin.Provenance.ToString())));
        if (now == key)
        {
            return;
        }

        key = now;
        var environments = new List<LoadedEnvironment>();
        var rejected = new List<(string, string)>();
        foreach (var (name, bytes) in files)
        {
            var file = new EnvironmentFile(name, bytes);
            var composed = new EnvironmentComposer(file, new PartSources(plugins, offered)).Compose();
            if (composed is not null && environments.Concat(offered.Versions).Any(other => other.Definition.Name == composed.Definition.Name && other.Definition.Version == composed.Definition.Version))
            {
                file.Fail(0, $"Environment {composed.Definition.Name}@{composed.Definition.Version} is offered already: give it another name or version.");
                composed = null;
            }

            if (composed is null)
            {
                rejected.Add((name, string.Join(' ', file.Errors)));
            }
            else
            {
                environments.Add(Environments.FirstOrDefault(known => known.Provenance == composed.Provenance) ?? composed);
            }
        }

        Retired.AddRange(Environments.Except(environments));
        Environments = [.. environments];
        Rejected = [.. rejected];
    }
}
