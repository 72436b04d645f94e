using System.Text.Json.Nodes;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>The schemas of Kubernetes' objects: the npm package kubernetes-models, read by validate.mjs.</summary>
internal static class Schemas
{
    /// <summary>What is wrong with objects, one line each; nothing for valid ones.</summary>
    public static string[] Problems(IEnumerable<JsonObject> objects)
    {
        if (!Directory.Exists(Path.Combine(Repository.Tests, "node_modules/kubernetes-models")))
        {
            throw new DirectoryNotFoundException($"The schemas of Kubernetes' objects are missing: run 'npm ci' in {Repository.Tests}.");
        }

        var json = new JsonArray([.. objects.Select(value => value.DeepClone())]).ToJsonString();
        return Tool.Run("node", [Path.Combine(Repository.Tests, "validate.mjs")], json).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
