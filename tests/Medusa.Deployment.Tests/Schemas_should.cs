using System.Text.Json.Nodes;
using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

public sealed class Schemas_should
{
    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Accept_every_object(string overlay) => Assert.Empty(Schemas.Problems(Overlay.Of(overlay).Manifests.Select(manifest => manifest.Json)));

    [Theory]
    [InlineData("""{"spec":{"replicas":"three"}}""", "replicas")]
    [InlineData("""{"spec":{"replica":3}}""", "Deployment/medusa-gateway.spec.replica is unknown")]
    [InlineData("""{"spec":{"selector":null}}""", "selector")]
    [InlineData("""{"metadata":{"lables":{}}}""", "Deployment/medusa-gateway.metadata.lables is unknown")]
    [InlineData("""{"apiVersion":"apps/v7"}""", "no schema of apps/v7 Deployment")]
    public void Refuse_what_is_wrong(string change, string named)
    {
        var deployment = (JsonObject)Overlay.Of("production").One("Deployment", "medusa-gateway").Json.DeepClone();
        Merge(deployment, (JsonObject)JsonNode.Parse(change)!);
        Assert.Contains(Schemas.Problems([deployment]), problem => problem.Contains(named, StringComparison.Ordinal));
    }

    private static void Merge(JsonObject into, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && into[name] is JsonObject old)
            {
                Merge(old, inner);
            }
            else if (value is null)
            {
                into.Remove(name);
            }
            else
            {
                into[name] = value.DeepClone();
            }
        }
    }
}
