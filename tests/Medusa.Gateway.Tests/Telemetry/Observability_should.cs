using System.Text.Json;
using System.Text.RegularExpressions;
using Medusa.Episodes;
using Medusa.Journals.Sqlite;
using YamlDotNet.RepresentationModel;

namespace Medusa.Gateway.Tests;

/// <summary>The documentation, the dashboard and the alerts name metrics that there are.</summary>
public sealed partial class Observability_should : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "observability");
    private static readonly string[] Words = ["by", "le", "rate", "increase", "deriv", "sum", "max", "min", "avg", "count", "histogram_quantile", "and", "ignoring", "group_left", "offset"];
    private readonly DirectoryInfo database = Directory.CreateTempSubdirectory("medusa-observability-");
    private GatewayServer server = null!;
    private SqliteJournal journal = null!;
    private ILookup<string, ShownInstrument> published = null!;

    public async Task InitializeAsync()
    {
        server = await GatewayServer.StartAsync();
        journal = SqliteJournal.Open(new SqliteJournalOptions { Path = Path.Combine(database.FullName, "medusa.db") }, TimeProvider.System);
        using var plugins = PluginCatalogue.Load(new EpisodesOptions(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        published = ShownInstrument.Published();
    }

    public async Task DisposeAsync()
    {
        await journal.DisposeAsync();
        await server.DisposeAsync();
        database.Delete(recursive: true);
    }

    [Fact]
    public void Document_every_instrument_as_it_is()
    {
        var ours = new[] { MedusaTelemetry.EpisodesMeter, MedusaTelemetry.SqliteMeter, MedusaTelemetry.GatewayMeter }.SelectMany(meter => published[meter]);
        Assert.Equal(ours.Select(Text).Order(), Documented().Where(instrument => !instrument.Name.StartsWith("medusa.cluster.", StringComparison.Ordinal)).Select(Text).Order());
    }

    [Fact]
    public void Draw_only_metrics_that_there_are()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "medusa-dashboard.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.GetProperty("type").GetString() != "row").ToArray();
        Assert.NotEmpty(panels);
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        foreach (var panel in panels)
        {
            Assert.All(panel.GetProperty("targets").EnumerateArray(), target => AssertKnown(target.GetProperty("expr").GetString()!));
        }
    }

    [Fact]
    public void Draw_every_metric_of_its_own()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "medusa-dashboard.json"));
        Assert.All(Documented(), instrument => Assert.True(instrument.Name == "medusa.mailboxes.limit" || instrument.PrometheusNames.Any(name => text.Contains(name, StringComparison.Ordinal)), instrument.Name));
    }

    [Fact]
    public void Alert_on_metrics_that_there_are_and_say_what_to_do()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "observability.md"));
        var rules = Rules().ToArray();
        Assert.InRange(rules.Length, 15, 100);
        Assert.Equal(rules.Length, rules.Select(rule => Scalar(rule, "alert")).Distinct().Count());
        foreach (var rule in rules)
        {
            var name = Scalar(rule, "alert");
            var annotations = (YamlMappingNode)rule["annotations"];
            AssertKnown(Scalar(rule, "expr"));
            Assert.Contains(Scalar((YamlMappingNode)rule["labels"], "severity"), new[] { "warning", "critical" });
            Assert.NotEmpty(Scalar(annotations, "summary"));
            Assert.Equal($"docs/operations/observability.md#{name.ToLowerInvariant()}", Scalar(annotations, "runbook"));
            Assert.Contains($"\n### {name}\n", page, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<YamlMappingNode> Rules()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, "medusa-alerts.yaml"))));
        var root = (YamlMappingNode)yaml.Documents.Single().RootNode;
        Assert.Equal("PrometheusRule", Scalar(root, "kind"));
        return ((YamlSequenceNode)root["spec"]["groups"]).SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>();
    }

    private static string Scalar(YamlMappingNode node, string name) => ((YamlScalarNode)node[name]).Value!;

    private static IEnumerable<ShownInstrument> Documented() => InstrumentRow().Matches(File.ReadAllText(Path.Combine(Folder, "observability.md")))
        .Select(row => new ShownInstrument(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value.Trim('`')));

    private static string Text(ShownInstrument instrument) => $"{instrument.Name} {instrument.Kind} {instrument.Unit}";

    /// <summary>Every word of an expression that is neither a function nor a label is a metric that is exported.</summary>
    private void AssertKnown(string expression)
    {
        var known = published.SelectMany(meter => meter).Concat(Documented()).SelectMany(instrument => instrument.PrometheusNames).ToHashSet();
        var bare = Grouping().Replace(Selector().Replace(expression, " "), " ");
        var names = Word().Matches(bare).Select(word => word.Value).Where(word => !Words.Contains(word)).ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(known.Contains(name), $"{name} in {expression}"));
    }

    [GeneratedRegex(@"^\| `(medusa\.[a-z.]+)` \| (counter|up-down counter|gauge|histogram) \| ([^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""|offset \w+")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(by|ignoring|group_left)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*\b")]
    private static partial Regex Word();
}
