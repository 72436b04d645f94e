using System.Text.Json.Nodes;
using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

/// <summary>What Kubernetes' standard "restricted" asks, and more: object by object.</summary>
public sealed class PodSecurity_should
{
    private static readonly string[] AllowedVolumes = ["configMap", "emptyDir", "image", "persistentVolumeClaim", "projected", "secret"];

    public static TheoryData<string, string> Workloads => Each(overlay => overlay.Workloads);

    public static TheoryData<string, string> ServiceAccounts => Each(overlay => overlay.All("ServiceAccount"));

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Run_every_pod_as_a_user_without_rights(string overlay, string workload)
    {
        var pod = Find(overlay, workload).Pod!;
        Assert.True(Is(pod, "securityContext.runAsNonRoot", true));
        Assert.True((int)Manifest.At(pod, "securityContext.runAsUser")! >= 999);
        Assert.True((int)Manifest.At(pod, "securityContext.runAsGroup")! >= 999);
        Assert.Equal("RuntimeDefault", Manifest.At(pod, "securityContext.seccompProfile.type")?.ToString());
        Assert.All(["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"], name => Assert.Null(pod[name]));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Give_no_container_a_capability_or_a_writable_image(string overlay, string workload) => Assert.All(Find(overlay, workload).Containers, container =>
    {
        Assert.True(Is(container, "securityContext.allowPrivilegeEscalation", false));
        Assert.True(Is(container, "securityContext.readOnlyRootFilesystem", true));
        Assert.Equal(["ALL"], Manifest.At(container, "securityContext.capabilities.drop")!.AsArray().Select(name => name!.ToString()));
        Assert.Null(Manifest.At(container, "securityContext.capabilities.add"));
        Assert.Null(Manifest.At(container, "securityContext.privileged"));
        Assert.Null(Manifest.At(container, "securityContext.runAsUser"));
        Assert.Null(Manifest.At(container, "securityContext.seccompProfile"));
        Assert.All(Manifest.Items(container["ports"]), port => Assert.Null(port["hostPort"]));
    });

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Mount_only_volumes_that_have_a_bound(string overlay, string workload)
    {
        var volumes = Manifest.Items(Find(overlay, workload).Pod!["volumes"]).ToArray();
        Assert.All(volumes, volume => Assert.Contains(volume.Single(pair => pair.Key != "name").Key, AllowedVolumes));
        Assert.All(volumes.Where(volume => volume["emptyDir"] is not null), volume => Assert.NotNull(Manifest.At(volume, "emptyDir.sizeLimit")));
        Assert.Contains(Find(overlay, workload).Containers.SelectMany(container => Manifest.Items(container["volumeMounts"])), mount => mount["mountPath"]!.ToString() == "/tmp");
        Assert.All(
            Find(overlay, workload).Containers.SelectMany(container => Manifest.Items(container["volumeMounts"])).Where(mount => mount["name"]!.ToString() == "plugins"),
            mount => Assert.True((bool)mount["readOnly"]!));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Let_no_pod_talk_to_the_Kubernetes_API(string overlay, string workload)
    {
        var pod = Find(overlay, workload).Pod!;
        Assert.False((bool)pod["automountServiceAccountToken"]!);
        Assert.Contains(Overlay.Of(overlay).All("ServiceAccount"), account => account.Name == pod["serviceAccountName"]!.ToString());
        Assert.False((bool)pod["enableServiceLinks"]!);
    }

    [Theory]
    [MemberData(nameof(ServiceAccounts))]
    public void Give_no_service_account_a_token(string overlay, string account) => Assert.False((bool)Find(overlay, account).Json["automountServiceAccountToken"]!);

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public void Bind_no_role(string overlay) => Assert.DoesNotContain(Overlay.Of(overlay).Manifests, manifest => manifest.Kind.Contains("Role", StringComparison.Ordinal));

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public void Be_enforced_by_the_namespace(string overlay)
    {
        var labels = Manifest.Map(Overlay.Of(overlay).One("Namespace", "medusa").At("metadata.labels"));
        Assert.Equal("restricted", labels["pod-security.kubernetes.io/enforce"]);
        Assert.All(Overlay.Of(overlay).Manifests.Where(manifest => manifest.Kind != "Namespace"), manifest => Assert.Equal("medusa", manifest.Namespace));
    }

    internal static Manifest Find(string overlay, string named) => Overlay.Of(overlay).Manifests.Single(manifest => manifest.ToString() == named);

    internal static TheoryData<string, string> Each(Func<Overlay, IEnumerable<Manifest>> choose)
    {
        var data = new TheoryData<string, string>();
        foreach (var overlay in Overlay.Names)
        {
            foreach (var manifest in choose(Overlay.Of(overlay)))
            {
                data.Add(overlay, manifest.ToString());
            }
        }

        return data;
    }

    private static bool Is(JsonObject from, string path, bool expected) => Manifest.At(from, path) is { } value && (bool)value == expected;
}
