using System.Text.Json;
using Medusa.Durability.Load;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>What <c>GET /v1/cluster</c> says.</summary>
/// <param name="Members">The nodes, the oldest first where the engine has an order.</param>
public sealed record ClusterView(IReadOnlyList<ClusterMember> Members)
{
    /// <summary>What a node sees; null where it does not answer.</summary>
    public static async Task<ClusterView?> TryReadAsync(ClusterNode node)
    {
        try
        {
            return Read(await EpisodeCalls.GetAsync(node.Address, "/v1/cluster"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it sees a node as one that takes part.</summary>
    public bool HasUp(string node) => Members.Any(member => member.Id == node && member.Status is "up" or "");

    private static ClusterView Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new ClusterView([.. document.RootElement.GetProperty("nodes").EnumerateArray().Select(node => new ClusterMember(
            node.GetProperty("id").GetString()!,
            node.TryGetProperty("status", out var status) ? status.GetString()!.ToLowerInvariant() : "",
            node.TryGetProperty("episodes", out var episodes) && episodes.ValueKind == JsonValueKind.Number ? episodes.GetInt32() : 0))]);
    }
}
