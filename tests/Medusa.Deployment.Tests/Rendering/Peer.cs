using System.Net;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>One end of a connection: a pod, or an address outside the cluster.</summary>
/// <param name="Namespace">The pod's namespace; empty for an address.</param>
/// <param name="Labels">The pod's labels.</param>
/// <param name="Address">The address; null for a pod.</param>
internal sealed record Peer(string Namespace, IReadOnlyDictionary<string, string> Labels, IPAddress? Address = null)
{
    private const string Ours = "medusa";

    public bool IsOurs => Namespace == Ours;

    public IReadOnlyDictionary<string, string> NamespaceLabels => new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = Namespace };

    /// <summary>A pod of a workload, by the workload's name.</summary>
    public static Peer Of(Overlay overlay, string workload) => new(Ours, overlay.Workloads.Single(manifest => manifest.Name == workload).PodLabels);

    /// <summary>Some pod, such as <c>kube-system k8s-app=kube-dns</c>.</summary>
    public static Peer Pod(string text)
    {
        var words = text.Split(' ');
        return new Peer(words[0], words[1..].Select(label => label.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    }

    /// <summary>An address outside the cluster.</summary>
    public static Peer At(string address) => new("", new Dictionary<string, string>(), IPAddress.Parse(address));
}
