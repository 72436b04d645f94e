using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

public sealed class Services_should
{
    /// <summary>What a step may take, and how often servers ping idle sockets: the gateway's defaults, which nothing here changes.</summary>
    private static readonly Gateway.GatewayOptions Defaults = new();

    public static TheoryData<string, string> All => PodSecurity_should.Each(overlay => overlay.All("Service"));

    [Theory]
    [MemberData(nameof(All))]
    public void Select_the_pods_of_one_workload_and_ports_that_they_open(string overlay, string service)
    {
        var manifest = PodSecurity_should.Find(overlay, service);
        var selector = Manifest.Map(manifest.At("spec.selector"));
        var workload = Assert.Single(Overlay.Of(overlay).Workloads, workload => selector.All(wanted => workload.PodLabels.GetValueOrDefault(wanted.Key) == wanted.Value));
        var open = workload.Containers.SelectMany(container => Manifest.Items(container["ports"])).Select(port => port["name"]!.ToString()).ToArray();
        Assert.All(Manifest.Items(manifest.At("spec.ports")), port => Assert.Contains(port["targetPort"]!.ToString(), open));
        Assert.Null(manifest.At("spec.type"));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public void Name_episode_nodes_before_they_are_ready(string overlay)
    {
        var service = Overlay.Of(overlay).One("Service", "medusa-episodes");
        Assert.Equal("None", service.Text("spec.clusterIP"));
        Assert.True((bool)service.At("spec.publishNotReadyAddresses")!);
        var nodes = Overlay.Of(overlay).One("StatefulSet", "medusa-episodes");
        Assert.Equal(service.Name, nodes.Text("spec.serviceName"));
        Assert.Equal("Parallel", nodes.Text("spec.podManagementPolicy"));
    }

    [Fact]
    public void Be_reached_through_an_ingress_that_keeps_sockets_and_waits_for_steps()
    {
        var ingress = Assert.Single(Overlay.Of("production").All("Ingress"));
        var annotations = Manifest.Map(ingress.At("metadata.annotations"));
        Assert.All(["proxy-read-timeout", "proxy-send-timeout"], name =>
        {
            var timeout = int.Parse(annotations[$"nginx.ingress.kubernetes.io/{name}"], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(timeout > Defaults.StepDeadline.TotalSeconds && timeout > 3 * Defaults.PingInterval.TotalSeconds);
        });
        Assert.Equal($"{Defaults.MaxBodyBytes >> 20}m", annotations["nginx.ingress.kubernetes.io/proxy-body-size"]);
        Assert.Equal("false", annotations["nginx.ingress.kubernetes.io/enable-access-log"]);
        var rule = Assert.Single(Manifest.Items(ingress.At("spec.rules")));
        var backend = Assert.Single(Manifest.Items(Manifest.At(rule, "http.paths")))["backend"]!["service"]!;
        var service = Overlay.Of("production").One("Service", backend["name"]!.ToString());
        Assert.Contains(Manifest.Items(service.At("spec.ports")), port => port["name"]!.ToString() == backend["port"]!["name"]!.ToString());
        Assert.Contains(rule["host"]!.ToString(), Manifest.Items(ingress.At("spec.tls")).Single()["hosts"]!.ToJsonString());
    }
}
