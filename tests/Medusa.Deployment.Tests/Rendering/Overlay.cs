using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>An overlay of k8s/, rendered. What a person who installs it writes by hand, the Secrets' files and the choice of a component, is written here as the documentation says.</summary>
internal sealed class Overlay
{
    /// <summary>The overlays as they stand, and the production overlay with each component.</summary>
    public static readonly string[] Names = ["local", "production", "production+plugins-image", "production+plugins-volume"];

    private static readonly ConcurrentDictionary<string, Lazy<Overlay>> Rendered = new();

    private Overlay(string yaml) => Manifests = [.. YamlJson.Documents(yaml).Select(document => new Manifest(document))];

    /// <summary>Every object.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    /// <summary>What makes pods.</summary>
    public IEnumerable<Manifest> Workloads => Manifests.Where(manifest => manifest.Pod is not null);

    /// <summary>What makes pods of Medusa's that serve.</summary>
    public IEnumerable<Manifest> Servers => Workloads.Where(workload => workload.IsServer && workload.PodLabels["app.kubernetes.io/name"] == "medusa");

    public static Overlay Of(string name) => Rendered.GetOrAdd(name, _ => new Lazy<Overlay>(() => Render(name))).Value;

    /// <summary>The only object of a kind and name; names that end with a hash of the contents are asked for without it.</summary>
    public Manifest One(string kind, string name) => Manifests.Single(manifest => manifest.Kind == kind && (manifest.Name == name || IsHashed(manifest.Name, name)));

    public IEnumerable<Manifest> All(string kind) => Manifests.Where(manifest => manifest.Kind == kind);

    /// <summary>A container's variables with a literal value, those of ConfigMaps included, in the order in which they win.</summary>
    public IReadOnlyDictionary<string, string> Variables(JsonObject container)
    {
        var variables = new Dictionary<string, string>();
        foreach (var source in Manifest.Items(container["envFrom"]).Where(source => source["configMapRef"] is not null))
        {
            foreach (var (name, value) in Manifest.Map(One("ConfigMap", Manifest.At(source, "configMapRef.name")!.ToString()).Json["data"]))
            {
                variables[name] = value;
            }
        }

        foreach (var variable in Manifest.Items(container["env"]).Where(variable => variable["value"] is not null))
        {
            variables[variable["name"]!.ToString()] = variable["value"]!.ToString();
        }

        return variables;
    }

    private static bool IsHashed(string name, string without) =>
        name.Length == without.Length + 11 && name.StartsWith(without + "-", StringComparison.Ordinal) && name[(without.Length + 1)..].All(char.IsAsciiLetterOrDigit);

    private static Overlay Render(string name)
    {
        var folder = Directory.CreateTempSubdirectory("medusa-k8s-").FullName;
        try
        {
            Copy(Repository.At("k8s"), folder);
            File.WriteAllText(Path.Combine(folder, "overlays/local/postgres.env"), "password=drawn\nconnection-string=Host=postgres;Database=medusa;Username=medusa;Password=drawn\n");
            File.WriteAllText(Path.Combine(folder, "overlays/local/keys.env"), $"Medusa__Keys__0__Id=own\nMedusa__Keys__0__Sha256={new string('0', 64)}\n");
            var parts = name.Split('+');
            var overlay = Path.Combine(folder, "overlays", parts[0]);
            if (parts is [_, var component])
            {
                var file = Path.Combine(overlay, "kustomization.yaml");
                File.WriteAllText(file, File.ReadAllText(file).Replace("components: []", $"components: [../../components/{component}]", StringComparison.Ordinal));
            }

            return new Overlay(Kubectl.Kustomize(overlay));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
