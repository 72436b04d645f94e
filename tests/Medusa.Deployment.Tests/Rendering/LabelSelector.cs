using System.Text.Json.Nodes;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>A Kubernetes label selector. An empty one matches everything; a missing one matches nothing.</summary>
internal sealed class LabelSelector(JsonNode? selector)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        selector is not null
        && Manifest.Map(selector["matchLabels"]).All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value)
        && Manifest.Items(selector["matchExpressions"]).All(expression => Holds(expression, labels));

    private static bool Holds(JsonObject expression, IReadOnlyDictionary<string, string> labels) => expression["operator"]!.ToString() switch
    {
        "In" => labels.TryGetValue(expression["key"]!.ToString(), out var value) && expression["values"]!.AsArray().Any(wanted => wanted!.ToString() == value),
        var other => throw new NotSupportedException($"The operator {other} is not used here."),
    };
}
