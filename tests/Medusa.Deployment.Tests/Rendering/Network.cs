using System.Net;
using System.Text.Json.Nodes;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>What the NetworkPolicies of an overlay let through, by the rules of Kubernetes: a pod that some policy selects for a direction gets what any of those allows.</summary>
internal sealed class Network(Overlay overlay)
{
    /// <summary>Whether a connection gets out of the one end and into the other.</summary>
    public bool Allows(Peer from, Peer to, int port, string protocol = "TCP") => Passes("Egress", from, to, port, protocol) && Passes("Ingress", to, from, port, protocol);

    private bool Passes(string direction, Peer pod, Peer other, int port, string protocol)
    {
        if (!pod.IsOurs)
        {
            return true;
        }

        var policies = overlay.All("NetworkPolicy")
            .Where(policy => policy.At("spec.policyTypes")!.AsArray().Any(type => type!.ToString() == direction) && new LabelSelector(policy.At("spec.podSelector")).Matches(pod.Labels))
            .ToArray();
        var (rules, peers) = direction == "Egress" ? ("egress", "to") : ("ingress", "from");
        return policies.Length == 0 || policies.SelectMany(policy => Manifest.Items(policy.At($"spec.{rules}"))).Any(rule => Opens(rule, port, protocol) && Names(rule[peers], other));
    }

    private static bool Opens(JsonObject rule, int port, string protocol) =>
        rule["ports"] is null || Manifest.Items(rule["ports"]).Any(open => (int)open["port"]! == port && open["protocol"]!.ToString() == protocol);

    private static bool Names(JsonNode? peers, Peer other) => peers is null || Manifest.Items(peers).Any(peer => peer["ipBlock"] is { } block
        ? other.Address is { } address && IPNetwork.Parse(block["cidr"]!.ToString()).Contains(address)
        : other.Address is null
            && (peer["namespaceSelector"] is { } space ? new LabelSelector(space).Matches(other.NamespaceLabels) : other.IsOurs)
            && (peer["podSelector"] is not { } pods || new LabelSelector(pods).Matches(other.Labels)));
}
