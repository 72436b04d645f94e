using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Medusa.Deployment.Tests.Rendering;
using Medusa.Episodes;
using Medusa.Gateway;
using Medusa.Journals.PostgreSql;
using Microsoft.Extensions.Configuration;

namespace Medusa.Deployment.Tests;

/// <summary>The variables of Medusa's containers are settings that Medusa knows, with values that it takes.</summary>
public sealed partial class Settings_should
{
    private static readonly Dictionary<string, Type[]> Sections = new()
    {
        ["Medusa"] = [typeof(GatewayOptions), typeof(EpisodesOptions), typeof(EngineOptions)],
        ["Medusa:Journal"] = [typeof(JournalOptions), typeof(PostgresJournalOptions)],
    };

    public static TheoryData<string, string> OfMedusa => PodSecurity_should.Each(overlay => overlay.Workloads.Where(workload => workload.PodLabels["app.kubernetes.io/name"] == "medusa"));

    public static TheoryData<string, string> ThatServe => PodSecurity_should.Each(overlay => overlay.Servers);

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Exist_and_be_documented(string overlay, string workload)
    {
        var documentation = File.ReadAllText(Repository.At("docs/reference/configuration.md"));
        Assert.All(Names(overlay, workload).Where(name => name.StartsWith("Medusa__", StringComparison.Ordinal)), variable =>
        {
            var words = variable.Split("__");
            var name = words.TakeWhile(word => !int.TryParse(word, out _)).Last();
            Assert.Contains($"| `{name}`<br>`", documentation, StringComparison.Ordinal);
            Assert.True(IsDeclared(words, name), $"No options class has {variable}.");
        });
    }

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Have_values_that_are_taken(string overlay, string workload)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Values(overlay, workload).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), string? (pair) => pair.Value)).Build();
        foreach (var (section, types) in Sections)
        {
            Assert.All(types, type =>
            {
                var options = Activator.CreateInstance(type)!;
                configuration.GetSection(section).Bind(options);
                if (options is PostgresJournalOptions journal)
                {
                    journal.ConnectionString = "of the Secret";
                }

                var faults = new List<ValidationResult>();
                Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true), string.Concat(faults));
            });
        }
    }

    [Theory]
    [MemberData(nameof(OfMedusa))]
    public void Hold_no_variable_of_another_kind_but_known_ones(string overlay, string workload) => Assert.All(
        Names(overlay, workload).Where(name => !name.StartsWith("Medusa__", StringComparison.Ordinal)),
        name => Assert.Contains(name, new[] { "DOTNET_gcServer", "DOTNET_GCHeapHardLimitPercent", "POD_IP", "POD_NAME", "NAMESPACE" }));

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Join_one_cluster_with_a_shared_journal(string overlay, string workload)
    {
        var values = Values(overlay, workload);
        Assert.Equal("akka", values["Medusa__Engine"]);
        Assert.Equal("0.0.0.0", values["Medusa__Cluster__Hostname"]);
        Assert.Equal("4053", values["Medusa__Cluster__Port"]);
        Assert.Equal(workload.EndsWith("episodes", StringComparison.Ordinal) ? "episodes" : "gateway", values["Medusa__Cluster__Roles__0"]);
        Assert.Equal("postgresql", values["Medusa__Journal__Kind"]);
        Assert.Equal("false", values["Medusa__Journal__CreateSchema"]);
    }

    [Theory]
    [InlineData("local", 1)]
    [InlineData("production", 3)]
    public void Name_pods_that_exist_as_seed_nodes(string overlay, int count)
    {
        var rendered = Overlay.Of(overlay);
        var nodes = rendered.One("StatefulSet", "medusa-episodes");
        var values = rendered.Variables(nodes.Containers.Single());
        var expected = Enumerable.Range(0, count).Select(ordinal => values["Medusa__Cluster__PublicHostname"]
            .Replace("$(POD_NAME)", $"{nodes.Name}-{ordinal}", StringComparison.Ordinal)
            .Replace("$(NAMESPACE)", nodes.Namespace, StringComparison.Ordinal) + ":4053");

        Assert.All(rendered.Servers, server => Assert.Equal(
            expected,
            rendered.Variables(server.Containers.Single()).Where(pair => pair.Key.Contains("__SeedNodes__", StringComparison.Ordinal)).OrderBy(pair => pair.Key).Select(pair => pair.Value)));
        Assert.Contains($".{nodes.Text("spec.serviceName")}.$(NAMESPACE).svc.", values["Medusa__Cluster__PublicHostname"]);
        // Never fewer pods than seed nodes: a seed node that does not exist would be asked for at every start.
        Assert.True(overlay == "local" || (int)rendered.One("HorizontalPodAutoscaler", "medusa-episodes").At("spec.minReplicas")! >= count);
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Use_variables_that_were_defined_before(string overlay, string workload)
    {
        var defined = new HashSet<string>();
        foreach (var variable in Manifest.Items(PodSecurity_should.Find(overlay, workload).Containers.Single()["env"]))
        {
            Assert.All(Reference().Matches(variable["value"]?.ToString() ?? ""), used => Assert.Contains(used.Groups[1].Value, defined));
            defined.Add(variable["name"]!.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Leave_memory_beside_the_heap(string overlay, string workload)
    {
        var values = Values(overlay, workload);
        Assert.InRange(int.Parse(values["DOTNET_GCHeapHardLimitPercent"], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 50, 80);
        Assert.Equal("0", values["DOTNET_gcServer"]);
    }

    [Theory]
    [MemberData(nameof(ThatServe))]
    public void Allow_plugins_by_list_and_require_an_environment(string overlay, string workload)
    {
        var values = Values(overlay, workload);
        Assert.Equal("medusa", values["Medusa__PluginAllowList__0"]);
        Assert.Equal("medusa", values["Medusa__RequiredEnvironments__0"]);
        var mount = Manifest.Items(PodSecurity_should.Find(overlay, workload).Containers.Single()["volumeMounts"]).SingleOrDefault(mount => mount["name"]!.ToString() == "plugins");
        Assert.Equal(overlay.Contains('+'), mount is not null);
        Assert.Equal(mount?["mountPath"]?.ToString(), values.GetValueOrDefault("Medusa__PluginsPath"));
    }

    private static IReadOnlyDictionary<string, string> Values(string overlay, string workload) =>
        Overlay.Of(overlay).Variables(PodSecurity_should.Find(overlay, workload).Containers.Single());

    private static IEnumerable<string> Names(string overlay, string workload) => Values(overlay, workload).Keys
        .Concat(Manifest.Items(PodSecurity_should.Find(overlay, workload).Containers.Single()["env"]).Select(variable => variable["name"]!.ToString()))
        .Distinct();

    private static bool IsDeclared(string[] words, string name)
    {
        var section = string.Join(':', words.TakeWhile(word => word != name));
        return Sections.GetValueOrDefault(section, []).Any(type => type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) is not null) || IsInEngine(section, name);
    }

    /// <summary>The cluster engine is built apart, where Akka.NET can be had; its settings are looked up in its source.</summary>
    private static bool IsInEngine(string section, string name) =>
        section == "Medusa:Cluster" && File.ReadAllText(Repository.At("src/Medusa.Actors/Hosting/ClusterOptions.cs")).Contains($" {name} {{ get; ", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Reference();
}
