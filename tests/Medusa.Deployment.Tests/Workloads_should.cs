using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

public sealed partial class Workloads_should
{
    /// <summary>What the host adds to ShutdownGrace before it gives up.</summary>
    private const int HostGrace = 5;

    public static TheoryData<string, string> All => PodSecurity_should.Each(overlay => overlay.Workloads);

    public static TheoryData<string, string> ThatServe => PodSecurity_should.Each(overlay => overlay.Workloads.Where(workload => workload.IsServer));

    public static TheoryData<string, string> OfMedusa => PodSecurity_should.Each(overlay => overlay.Servers);

    [Theory]
    [MemberData(nameof(All))]
    public void Have_a_memory_limit_and_no_CPU_limit(string overlay, string workload) => Assert.All(PodSecurity_should.Find(overlay, workload).Containers, container =>
    {
        Assert.NotNull(Manifest.At(container, "resources.requests.cpu"));
        Assert.Null(Manifest.At(container, "resources.limits.cpu"));
        // Equal, so that a pod is never killed because its neighbours grew.
        Assert.NotNull(Manifest.At(container, "resources.limits.memory"));
        Assert.Equal(Manifest.At(container, "resources.limits.memory")!.ToString(), Manifest.At(container, "resources.requests.memory")!.ToString());
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Pin_their_images_by_version(string overlay, string workload) => Assert.All(PodSecurity_should.Find(overlay, workload).Containers, container =>
        Assert.Matches(@":\d+(\.\d+)+$", container["image"]!.ToString()));

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Run_the_version_of_this_repository(string overlay, string workload)
    {
        var version = VersionPrefix().Match(File.ReadAllText(Repository.At("Directory.Build.props"))).Groups[1].Value;
        Assert.All(PodSecurity_should.Find(overlay, workload).Containers, container => Assert.EndsWith($"medusa:{version}", container["image"]!.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Be_probed_on_the_served_port(string overlay, string workload)
    {
        var container = PodSecurity_should.Find(overlay, workload).Containers.Single();
        Assert.Equal("/live", Manifest.At(container, "startupProbe.httpGet.path")!.ToString());
        Assert.Equal("/live", Manifest.At(container, "livenessProbe.httpGet.path")!.ToString());
        Assert.Equal("/ready", Manifest.At(container, "readinessProbe.httpGet.path")!.ToString());
        Assert.All(["startupProbe", "livenessProbe", "readinessProbe"], probe => Assert.Equal("http", Manifest.At(container, $"{probe}.httpGet.port")!.ToString()));
        Assert.Equal(8000, Port(container, "http"));
        Assert.Equal("8000", Overlay.Of(overlay).Variables(container)["Medusa__Port"]);
        var startWait = TimeSpan.Parse(Overlay.Of(overlay).Variables(container)["Medusa__Journal__StartWait"], CultureInfo.InvariantCulture);
        Assert.True(Seconds(container, "startupProbe.periodSeconds") * Seconds(container, "startupProbe.failureThreshold") >= startWait.TotalSeconds + 30);
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Have_every_probe(string overlay, string workload) =>
        Assert.All(PodSecurity_should.Find(overlay, workload).Containers, container => Assert.All(["startupProbe", "livenessProbe", "readinessProbe"], probe => Assert.NotNull(container[probe])));

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Leave_time_to_end(string overlay, string workload)
    {
        var manifest = PodSecurity_should.Find(overlay, workload);
        var container = manifest.Containers.Single();
        var sleep = Seconds(container, "lifecycle.preStop.sleep.seconds");
        var settings = Overlay.Of(overlay).Variables(container);
        var drained = TimeSpan.Parse(settings["Medusa__ShutdownGrace"], CultureInfo.InvariantCulture).TotalSeconds;
        var left = TimeSpan.Parse(settings["Medusa__Cluster__LeaveTimeout"], CultureInfo.InvariantCulture).TotalSeconds;
        // kube-proxy and proxies learn of an endpoint's end within seconds.
        Assert.InRange(sleep, 5, 30);
        Assert.True((int)manifest.Pod!["terminationGracePeriodSeconds"]! > sleep + drained + HostGrace + left);
        Assert.True(left > TimeSpan.Parse(settings["Medusa__Cluster__HandOverTimeout"], CultureInfo.InvariantCulture).TotalSeconds);
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Select_their_own_pods(string overlay, string workload)
    {
        var manifest = PodSecurity_should.Find(overlay, workload);
        var selector = new LabelSelector(manifest.At("spec.selector"));
        Assert.Equal([manifest.ToString()], Overlay.Of(overlay).Workloads.Where(other => selector.Matches(other.PodLabels)).Select(other => other.ToString()));
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Have_a_disruption_budget(string overlay, string workload)
    {
        var labels = PodSecurity_should.Find(overlay, workload).PodLabels;
        var budget = Assert.Single(Overlay.Of(overlay).All("PodDisruptionBudget"), budget => new LabelSelector(budget.At("spec.selector")).Matches(labels));
        Assert.Equal(1, (int)budget.At("spec.maxUnavailable")!);
    }

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Be_spread_over_machines_and_zones(string overlay, string workload)
    {
        var manifest = PodSecurity_should.Find(overlay, workload);
        var constraints = Manifest.Items(manifest.Pod!["topologySpreadConstraints"]).ToArray();
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], constraints.Select(constraint => constraint["topologyKey"]!.ToString()));
        Assert.All(constraints, constraint => Assert.True(new LabelSelector(constraint["labelSelector"]).Matches(manifest.PodLabels)));
    }

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Scale_by_CPU_in_production_and_be_one_each_in_the_local_overlay(string overlay, string workload)
    {
        var manifest = PodSecurity_should.Find(overlay, workload);
        // Where there is an autoscaler an apply must not reset what it decided.
        Assert.Null(manifest.At("spec.replicas"));
        var autoscalers = Overlay.Of(overlay).All("HorizontalPodAutoscaler").Where(scaler => scaler.Text("spec.scaleTargetRef.kind") == manifest.Kind && scaler.Text("spec.scaleTargetRef.name") == manifest.Name);
        if (overlay == "local")
        {
            Assert.Empty(autoscalers);
            return;
        }

        var autoscaler = Assert.Single(autoscalers);
        Assert.Equal(3, (int)autoscaler.At("spec.minReplicas")!);
        Assert.Equal(["cpu"], Manifest.Items(autoscaler.At("spec.metrics")).Select(metric => Manifest.At(metric, "resource.name")!.ToString()));
        Assert.True((int)autoscaler.At("spec.behavior.scaleDown.stabilizationWindowSeconds")! >= (manifest.Kind == "StatefulSet" ? 1800 : 300));
        var down = Assert.Single(Manifest.Items(autoscaler.At("spec.behavior.scaleDown.policies")));
        Assert.Equal(("Pods", 1), (down["type"]!.ToString(), (int)down["value"]!));
    }

    private static int Seconds(JsonObject container, string path) => (int)Manifest.At(container, path)!;

    private static int Port(JsonObject container, string name) => (int)Manifest.Items(container["ports"]).Single(port => port["name"]!.ToString() == name)["containerPort"]!;

    [GeneratedRegex("<VersionPrefix>(.*)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
