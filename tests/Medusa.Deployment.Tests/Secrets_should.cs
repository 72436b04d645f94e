using System.Text.RegularExpressions;
using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

public sealed partial class Secrets_should
{
    public static TheoryData<string, string> Workloads => PodSecurity_should.Each(overlay => overlay.Workloads);

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Reach_containers_by_reference_only(string overlay, string workload) => Assert.All(PodSecurity_should.Find(overlay, workload).Containers, container =>
    {
        Assert.All(Manifest.Items(container["env"]).Where(variable => Secret().IsMatch(variable["name"]!.ToString())), variable =>
        {
            Assert.Null(variable["value"]);
            Assert.NotNull(Manifest.At(variable, "valueFrom.secretKeyRef"));
        });
        Assert.All(Overlay.Of(overlay).Variables(container), pair => Assert.False(Secret().IsMatch(pair.Key) || Secret().IsMatch(pair.Value), pair.Key));
    });

    [Fact]
    public void Be_no_part_of_the_production_overlay() => Assert.Empty(Overlay.Of("production").All("Secret"));

    [Fact]
    public void Be_referred_to_by_the_names_that_the_documentation_creates()
    {
        var documentation = File.ReadAllText(Repository.At("docs/operations/kubernetes.md"));
        var referred = Overlay.Of("production").Workloads.SelectMany(workload => workload.Containers).SelectMany(container =>
            Manifest.Items(container["env"]).Select(variable => Manifest.At(variable, "valueFrom.secretKeyRef.name"))
                .Concat(Manifest.Items(container["envFrom"]).Select(source => Manifest.At(source, "secretRef.name"))));
        var names = referred.Where(name => name is not null).Select(name => name!.ToString()).Distinct().Order().ToArray();
        Assert.Equal(["medusa-keys", "medusa-postgres", "medusa-postgres-owner"], names);
        Assert.All(names, name => Assert.Contains($"create secret generic {name} ", documentation, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_the_tables_owner_be_seen_by_the_migration_alone()
    {
        var owners = Overlay.Of("production").Workloads.Where(workload => workload.Json.ToJsonString().Contains("\"medusa-postgres-owner\"", StringComparison.Ordinal));
        Assert.Equal(["Job/medusa-migrate"], owners.Select(owner => owner.ToString()));
    }

    [Fact]
    public void Stand_in_no_file() => Assert.All(
        Directory.EnumerateFiles(Repository.At("k8s"), "*", SearchOption.AllDirectories).Where(file => !IsOfThePerson(file)),
        file => Assert.DoesNotMatch("(?i)(password|sha256)=[^$…{]", File.ReadAllText(file)));

    /// <summary>The local overlay's own files, which git leaves out.</summary>
    private static bool IsOfThePerson(string file) => Path.GetDirectoryName(file) == Repository.At("k8s/overlays/local") && Path.GetExtension(file) == ".env";

    [GeneratedRegex("(?i)password|connectionstring|sha256|secret|token")]
    private static partial Regex Secret();
}
