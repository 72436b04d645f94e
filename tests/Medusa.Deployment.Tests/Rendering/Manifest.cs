using System.Text.Json.Nodes;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>One object as it would be sent to Kubernetes.</summary>
/// <param name="Json">The whole object.</param>
internal sealed record Manifest(JsonObject Json)
{
    public string Kind => Text("kind")!;

    public string Name => Text("metadata.name")!;

    public string? Namespace => Text("metadata.namespace");

    /// <summary>Labels of the pods that a workload makes.</summary>
    public IReadOnlyDictionary<string, string> PodLabels => Map(At("spec.template.metadata.labels"));

    /// <summary>The pods' specification; null for what makes none.</summary>
    public JsonObject? Pod => Kind is "Deployment" or "StatefulSet" or "Job" ? (JsonObject?)At("spec.template.spec") : null;

    /// <summary>Whether its pods serve until they are stopped.</summary>
    public bool IsServer => Kind is "Deployment" or "StatefulSet";

    /// <summary>The containers, those that run first included.</summary>
    public IEnumerable<JsonObject> Containers => Items(Pod?["initContainers"]).Concat(Items(Pod?["containers"]));

    /// <summary>What stands at a path of names, such as <c>spec.template</c>; null for nothing.</summary>
    public JsonNode? At(string path) => At(Json, path);

    public string? Text(string path) => At(path)?.ToString();

    public static JsonNode? At(JsonNode? from, string path) => path.Split('.').Aggregate(from, (node, name) => node?[name]);

    public static IEnumerable<JsonObject> Items(JsonNode? array) => (array as JsonArray ?? []).Select(item => (JsonObject)item!);

    public static IReadOnlyDictionary<string, string> Map(JsonNode? node) => (node as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value!.ToString());

    public override string ToString() => $"{Kind}/{Name}";
}
