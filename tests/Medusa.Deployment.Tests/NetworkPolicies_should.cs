using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

public sealed class NetworkPolicies_should
{
    public static TheoryData<string, string> Workloads => PodSecurity_should.Each(overlay => overlay.Workloads);

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Deny_by_default(string overlay, string workload)
    {
        var (rendered, pod) = (Overlay.Of(overlay), PodSecurity_should.Find(overlay, workload).PodLabels);
        var denying = rendered.All("NetworkPolicy").Single(policy => policy.At("spec.ingress") is null && policy.At("spec.egress") is null);
        Assert.Equal(["Ingress", "Egress"], denying.At("spec.policyTypes")!.AsArray().Select(type => type!.ToString()));
        Assert.True(new LabelSelector(denying.At("spec.podSelector")).Matches(pod));
        var name = PodSecurity_should.Find(overlay, workload).Name;
        Assert.False(Passes(overlay, name, "203.0.113.7", 443));
        Assert.False(Passes(overlay, "elsewhere app=stranger", name, 8000));
    }

    [Theory]
    [InlineData("medusa-gateway", "medusa-episodes", 4053)]
    [InlineData("medusa-episodes", "medusa-gateway", 4053)]
    [InlineData("medusa-episodes", "medusa-episodes", 4053)]
    [InlineData("medusa-gateway", "kube-system k8s-app=kube-dns", 53)]
    [InlineData("medusa-episodes", "kube-system k8s-app=kube-dns", 53)]
    [InlineData("medusa-migrate", "kube-system k8s-app=kube-dns", 53)]
    [InlineData("medusa-episodes", "observability app=collector", 4317)]
    [InlineData("medusa-gateway", "observability app=collector", 4318)]
    [InlineData("ingress-nginx app=controller", "medusa-gateway", 8000)]
    [InlineData("trainers medusa-client=true", "medusa-gateway", 8000)]
    public void Let_through_what_Medusa_needs(string from, string to, int port) =>
        Assert.All(Overlay.Names, overlay => Assert.True(Passes(overlay, from, to, port)));

    [Theory]
    [InlineData("elsewhere app=stranger", "medusa-gateway", 8000)]
    [InlineData("elsewhere app=stranger", "medusa-episodes", 4053)]
    [InlineData("ingress-nginx app=controller", "medusa-episodes", 8000)]
    [InlineData("ingress-nginx app=controller", "medusa-gateway", 4053)]
    [InlineData("trainers medusa-client=true", "medusa-gateway", 4053)]
    [InlineData("medusa-migrate", "medusa-episodes", 4053)]
    [InlineData("medusa app=stranger", "medusa-episodes", 4053)]
    [InlineData("medusa-gateway", "kube-system app=apiserver", 443)]
    [InlineData("medusa-gateway", "203.0.113.7", 5432)]
    public void Stop_everything_else(string from, string to, int port) =>
        Assert.All(Overlay.Names, overlay => Assert.False(Passes(overlay, from, to, port)));

    [Theory]
    [InlineData("medusa-gateway")]
    [InlineData("medusa-episodes")]
    [InlineData("medusa-migrate")]
    public void Let_everybody_who_needs_it_to_PostgreSQL(string from)
    {
        Assert.True(Passes("production", from, "10.1.2.3", 5432));
        Assert.False(Passes("production", from, "10.1.2.3", 22));
        Assert.True(Passes("local", from, "postgres", 5432));
        Assert.False(Passes("local", "elsewhere app=stranger", "postgres", 5432));
    }

    private static bool Passes(string overlay, string from, string to, int port)
    {
        var rendered = Overlay.Of(overlay);
        return new Network(rendered).Allows(PeerOf(rendered, from), PeerOf(rendered, to), port);
    }

    private static Peer PeerOf(Overlay overlay, string text) =>
        text.Contains('=') ? Peer.Pod(text) : char.IsAsciiDigit(text[0]) ? Peer.At(text) : Peer.Of(overlay, text);
}
