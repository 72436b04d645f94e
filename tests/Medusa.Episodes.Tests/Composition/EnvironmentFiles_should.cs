using System.Text;
using Medusa.Operators.Abstractions;
using Medusa.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

public sealed class EnvironmentFiles_should : IDisposable
{
    private const string PartsSource = """
        public sealed class PartsPlugin : IMedusaPlugin
        {
            public void Register(IPluginRegistry registry)
            {
                registry.Add(new RewardRuleTemplate("bonus", "Pays.", new ObjectDescriptor("P", ImmutableArray.Create(new FieldDescriptor("pay", FieldKind.Number) { Default = 1.0, Minimum = 0, Maximum = 5 })), p => new Bonus(p["pay"].AsNumber)));
                registry.Add(new Extra());
                registry.Add(new Lost());
            }
        }

        public sealed class Bonus : IRewardRule
        {
            private readonly double pay;
            public Bonus(double pay) { this.pay = pay; }
            public string Name => "bonus";
            public string Description => "Pays.";
            public double Evaluate(in Transition transition) => pay;
        }

        public sealed class Extra : IOperator
        {
            public string Name => "EXTRA";
            public string Description => "Does nothing.";
            public OperatorResult Apply(in OperatorContext context) => new OperatorResult(context.State, "extra", Record.Empty);
        }

        public sealed class Lost : IGraderCheck
        {
            public string Name => "lost";
            public string Description => "Looks for a table that is not there.";
            public CheckResult Evaluate(EpisodeState state) => new CheckResult("lost", state[state.Schema.Table("nowhere")].RowCount == 0, null);
        }
        """;

    private readonly string root = Directory.CreateTempSubdirectory("medusa-files-").FullName;

    public EnvironmentFiles_should()
    {
        PluginFolder.Write(Plugins, "sample", SamplePlugin.Source());
        PluginFolder.Write(Plugins, "parts", new PluginSource("Parts", PartsSource));
        Directory.CreateDirectory(Files);
    }

    private string Plugins => Path.Combine(root, "plugins");

    private string Files => Path.Combine(root, "environments");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Add_parts_to_an_environment()
    {
        using var catalogue = Load("""
            {
              // comments and trailing commas are fine
              "Name": "more", "version": "1", "base": "sample@1",
              "operators": [ { "from": "parts", "name": "EXTRA" } ],
              "rewards": [ { "from": "parts", "name": "bonus", "as": "extra_pay", "parameters": { "pay": 2.5 } } ],
              "limits": { "max_steps": 3, "options": { "rows": { "maximum": 50, "default": 7 } } },
            }
            """);
        var definition = catalogue.Find("more")!.Definition;
        Assert.Equal("EXTRA", definition.Operators[^1].Name);
        Assert.Contains("EXTRA", definition.Action.Shape.Find("action")!.Choices);
        Assert.Equal((50.0, (Value)7), (definition.Scenarios.Options.Find("rows")!.Maximum, definition.Scenarios.Options.Find("rows")!.Default));
        await using var engine = new EmbeddedEngine(catalogue, new MemoryJournal(10), Options(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        var id = EpisodeId.New();
        Assert.Null((await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "more"))).Problem);
        for (var step = 1; step <= 3; step++)
        {
            var body = CountingHost.Body(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, CountingHost.Json("""{"action":"EXTRA"}"""))));
            Assert.Equal((3.5, step == 3), (body.GetProperty("reward").GetDouble(), body.GetProperty("done").GetBoolean()));
            Assert.Equal("extra_pay", body.GetProperty("metadata").GetProperty("reward_breakdown")[1].GetProperty("rule").GetString());
        }
    }

    [Fact]
    public void Take_parts_away()
    {
        using var catalogue = Load("""{"name":"less","version":"1","base":"sample","remove":{"operators":["BREAK"],"rewards":["go"]}}""");
        Assert.DoesNotContain(catalogue.Find("less")!.Definition.Operators, part => part.Name == "BREAK");
        Assert.Empty(catalogue.Find("less")!.Definition.Rewards);
        Assert.NotNull(catalogue.Find("sample")!.Definition.FindOperator("BREAK"));
    }

    [Theory]
    [InlineData("{\n  \"name\": \"x\", }", "bad.json:1:1: 'version' is a text and is needed here.")]
    [InlineData("[]", "bad.json:1:1: An environment file holds one JSON object.")]
    [InlineData("{ \"name\": ", "bad.json:1:")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\r\n \"base\":\"nothing@1\"}", "bad.json:2:9: No environment is named 'nothing@1'; there are ")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\n\"colour\":1}", "bad.json:2:1: 'colour' is unknown here; there are name, version,")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"operators\":[\n  {\"from\":\"parts\",\"name\":\"NOPE\"}]}", "bad.json:2:26: 'parts' offers no 'NOPE' among its operators; there are EXTRA.")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"operators\":[\n  {\"from\":\"who\",\"name\":\"NOPE\"}]}", "bad.json:2:11: No plugin or environment is named 'who'; there are ")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"rewards\":[\n{\"from\":\"parts\",\"name\":\"bonus\",\"parameters\":{\"pay\":9}}]}", "bad.json:2:52: Parameter 'pay' of reward 'bonus': ")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"rewards\":[\n{\"from\":\"sample\",\"name\":\"go\"}]}", "bad.json:1:1: Two reward rules are named 'go'.")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"checks\":[\n{\"from\":\"parts\",\"name\":\"lost\"}]}", "bad.json:2:1: The check does not fit the base: The state has no table 'nowhere'")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"remove\":{\"checks\":[\n\"gone\"]}}", "bad.json:2:1: The base has no 'gone' among its checks; there are fine.")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"base\":\"sample\",\"limits\":{\"options\":{\n\"rows\":{\"maximum\":2000000000}}}}", "bad.json:2:8: The range of 'rows' can be narrowed")]
    [InlineData("{\"name\":\"sample\",\"version\":\"1\",\"base\":\"sample\"}", "bad.json:1:1: Environment sample@1 is offered already")]
    [InlineData("{\"name\":\"X!\",\"version\":\"1\",\"base\":\"sample\"}", "bad.json:1:1: The name 'X!' is not")]
    public void Say_where_they_are_wrong_and_cost_nothing_else(string json, string error)
    {
        using var catalogue = Load(json, "bad.json");
        var rejected = catalogue.Plugins.Single(plugin => plugin.State == PluginState.Rejected);
        Assert.Equal("bad.json", rejected.Folder);
        Assert.Contains(error, rejected.Reason, StringComparison.Ordinal);
        Assert.NotNull(catalogue.Find("sample"));
    }

    [Fact]
    public void Say_all_that_is_wrong_at_once()
    {
        using var catalogue = Load("""
            {"name":"x","version":"1","base":"sample",
             "colour": 1,
             "operators":[{"from":"who","name":"A"}]}
            """);
        var reason = catalogue.Plugins.Single(plugin => plugin.State == PluginState.Rejected).Reason;
        Assert.Contains("file.json:2:2:", reason, StringComparison.Ordinal);
        Assert.Contains("file.json:3:23:", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Be_read_with_a_byte_order_mark_and_survive_junk()
    {
        File.WriteAllText(Path.Combine(Files, "mark.json"), """{"name":"marked","version":"1","base":"sample"}""", new UTF8Encoding(true));
        File.WriteAllBytes(Path.Combine(Files, "junk.json"), [.. Enumerable.Range(0, 1_000_000).Select(index => (byte)(index * 7))]);
        File.WriteAllText(Path.Combine(Files, "deep.json"), new string('[', 10_000));
        using var catalogue = Load();
        Assert.NotNull(catalogue.Find("marked"));
        Assert.Equal(2, catalogue.Plugins.Count(plugin => plugin.State == PluginState.Rejected));
    }

    [Fact]
    public void Say_their_line_in_the_log_where_what_they_compose_is_required()
    {
        File.WriteAllText(Path.Combine(Files, "need.json"), """{"name":"need","version":"1","base":"nothing"}""");
        var options = new EpisodesOptions { PluginsPath = Plugins, EnvironmentsPath = Files, RequiredEnvironments = ["need"] };
        var log = new LogLines();
        using var catalogue = PluginCatalogue.Load(options, log);
        Assert.Equal("need", Assert.Single(catalogue.MissingEnvironments));
        var line = Assert.Single(log.Lines, line => line.Contains("need.json:1:37:", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Play_as_their_base_does_where_they_change_nothing()
    {
        using var catalogue = Load("""{"name":"same","version":"1","base":"sample@1"}""");
        await using var engine = new EmbeddedEngine(catalogue, new MemoryJournal(10), Options(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        Assert.Equal(await PlayAsync("sample"), await PlayAsync("same"));

        async Task<string> PlayAsync(string environment)
        {
            var id = EpisodeId.New();
            await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment) { Seed = CountingHost.Json("1") });
            var digests = "";
            foreach (var action in new[] { "GO", "STAY", "END" })
            {
                var body = CountingHost.Body(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, CountingHost.Json($$"""{"action":"{{action}}"}"""))));
                digests += body.GetProperty("metadata").GetProperty("state_digest").GetString() + body.GetProperty("reward").GetRawText();
            }

            return digests;
        }
    }

    [Fact]
    public async Task Follow_files_and_plugins_at_a_reload_and_keep_what_has_not_changed()
    {
        using var catalogue = Load("""{"name":"more","version":"1","base":"sample","operators":[{"from":"parts","name":"EXTRA"}]}""");
        var before = catalogue.Find("more");
        await catalogue.ReloadAsync();
        Assert.Same(before, catalogue.Find("more"));
        Directory.Delete(Path.Combine(Plugins, "parts@1.0.0"), recursive: true);
        await catalogue.ReloadAsync();
        Assert.Null(catalogue.Find("more"));
        Assert.Contains(catalogue.Plugins, plugin => plugin.Folder == "file.json" && plugin.State == PluginState.Rejected);
    }

    [Fact]
    public void Be_closed_with_any_plugin_they_use()
    {
        using var catalogue = Load("""{"name":"more","version":"1","base":"sample","operators":[{"from":"parts","name":"EXTRA"}]}""");
        var composed = catalogue.Find("more")!;
        Assert.Equal(["sample", "parts"], composed.Plugins.Select(plugin => plugin.Id));
        catalogue.Quarantine(composed.OwnerOf(composed.Definition.FindOperator("EXTRA")!), "It overran.");
        Assert.NotNull(catalogue.WhyClosed(composed));
        Assert.Null(catalogue.WhyClosed(catalogue.Find("sample")!));
    }

    private EpisodesOptions Options() => new() { PluginsPath = Plugins, EnvironmentsPath = Files };

    private PluginCatalogue Load(string? json = null, string name = "file.json")
    {
        if (json is not null)
        {
            File.WriteAllText(Path.Combine(Files, name), json);
        }

        return PluginCatalogue.Load(Options(), NullLogger.Instance);
    }
}
