using System.Text.Json;
using Medusa.Durability.Load;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>What <c>GET /v1/cluster</c> says.</summary>
/// <param name="Members">The nodes.</param>
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

    /// <summary>A node as it is seen; null where it is none of the cluster's.</summary>
    public ClusterMember? Find(ClusterNode node) => Members.FirstOrDefault(member => member.Address is { } address ? address.StartsWith($"{node.Machine.Address}:", StringComparison.Ordinal) : member.Id == node.Name);

    /// <summary>Whether it sees a node as one that takes part.</summary>
    public bool HasUp(ClusterNode node) => Find(node)?.Status == "up";

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Members.Select(member => $"{member.Id} {member.Status}"));

    private static ClusterView Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new ClusterView([.. document.RootElement.GetProperty("nodes").EnumerateArray().Select(node => new ClusterMember(
            node.GetProperty("id").GetString()!,
            node.GetProperty("address").GetString(),
            node.GetProperty("status").GetString()!,
            node.GetProperty("episodes") is { ValueKind: JsonValueKind.Number } episodes ? episodes.GetInt32() : 0))]);
    }
}
