using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class MedusaScenarioGenerator_should
{
    [Theory]
    [InlineData(0, "clean_0")]
    [InlineData(1, "dirty_keys_1")]
    [InlineData(2, "stale_2")]
    [InlineData(3, "schema_drift_3")]
    [InlineData(4, "blended_4")]
    [InlineData((1L << 53) - 1, "blended_9007199254740991")]
    public void Choose_the_scenario_by_the_seed(long seed, string name) => Assert.Equal(name, Draw.Scenario((ulong)seed).Name);

    [Fact]
    public void Take_any_of_the_five_for_any_seed() =>
        Assert.All(MedusaScenarioGenerator.Names, kind => Assert.Equal(kind + "_77", Draw.Scenario(77, kind).Name));

    [Fact]
    public void Refuse_an_unknown_scenario() =>
        Assert.Equal("unknown_scenario", Assert.Throws<ContractException>(() => Draw.Scenario(0, "chaos")).Code);

    [Fact]
    public void Take_seeds_from_0_to_2_to_the_53_minus_1_only()
    {
        var rule = MedusaEnvironment.Definition.Seeds;
        Assert.True(Reads("0") && Reads("9007199254740991"));
        Assert.False(Reads("9007199254740992") || Reads("-1") || Reads("true") || Reads("1.0") || Reads("\"1\""));

        bool Reads(string json) => rule.TryRead(System.Text.Json.JsonDocument.Parse(json).RootElement, out _, out _);
    }

    [Fact]
    public void Describe_the_documented_options_and_bounds()
    {
        var options = MedusaOptions.Descriptor;
        Assert.Equal(["scenario", "n_fact_rows", "n_dim_rows", "max_steps", "stale_threshold_hours"], options.Fields.Select(field => field.Name));
        Assert.Equal((200L, 150L, 20L, 6.0), (Default(1).AsInteger, Default(2).AsInteger, Default(3).AsInteger, Default(4).AsNumber));
        Assert.All(options.Fields.Skip(1).Take(2), field => Assert.Equal((1.0, 1_000_000.0, true), (field.Minimum!.Value, field.Maximum!.Value, field.CountsRows)));

        Value Default(int index) => options.Fields[index].Default;
    }

    [Fact]
    public void Give_the_sizes_steps_and_threshold_that_were_asked_for()
    {
        var scenario = Draw.Scenario(2, rowsA: 33, rowsB: 44, maxSteps: 7, threshold: 24);
        Assert.Equal((33, 44, 7), (scenario.State[MedusaState.BronzeA].RowCount, scenario.State[MedusaState.BronzeB].RowCount, scenario.MaxSteps));
        Assert.False(scenario.State.Get(MedusaState.IsStaleA));
    }

    [Fact]
    public void Keep_at_least_one_matching_row_at_any_size()
    {
        foreach (var (a, b) in new[] { (1, 1), (1, 5), (5, 1), (2, 2), (3, 19), (19, 3), (1, 200), (200, 1) })
        {
            foreach (var kind in MedusaScenarioGenerator.Names)
            {
                foreach (var seed in Draw.Seeds(40))
                {
                    var state = Draw.Scenario(seed, kind, a, b).State;
                    Assert.True(Oracle.TrueOrphans(state).Count < a, $"{kind} {seed} {a}x{b}");
                }
            }
        }
    }

    [Fact]
    public void Identify_every_row_of_a_by_a_created_at_of_its_own()
    {
        var instants = Oracle.Instants(Draw.Scenario(9).State[MedusaState.BronzeA]);
        Assert.Equal(200, instants.Distinct().Count());
        Assert.Equal(OperatorContext.Epoch, instants[0]);
        Assert.Equal(OperatorContext.Epoch.AddHours(199), instants[199]);
    }

    [Fact]
    public void Say_measurements_and_never_the_scenarios_name()
    {
        foreach (var kind in MedusaScenarioGenerator.Names)
        {
            var run = new EpisodeRun(Draw.Scenario(5, kind));
            while (run.IsRunning)
            {
                using var observation = run.Observe();
                Assert.All(MedusaScenarioGenerator.Names, name => Assert.DoesNotContain(name + "_5", observation.RootElement.GetRawText(), StringComparison.Ordinal));
                Assert.DoesNotContain("blended", observation.RootElement.GetRawText(), StringComparison.OrdinalIgnoreCase);
                run.Step(MedusaEnvironment.Definition.FindPolicy("documented")!.Start(0).Next(default, run.View.Step)["action"].AsText);
            }
        }
    }

    [Fact]
    public void Keep_the_tables_of_the_other_purposes_when_drift_is_added()
    {
        var (without, with) = (Draw.Scenario(2, "stale").State, Draw.Scenario(2, StaleDriftScenario.ScenarioName).State);
        Assert.Equal(without[MedusaState.BronzeA].Digest.ToArray(), with[MedusaState.BronzeA].Select(without[MedusaState.BronzeA].ColumnNames.AsSpan()).Digest.ToArray());
        Assert.True(with[MedusaState.BronzeA].ColumnCount > without[MedusaState.BronzeA].ColumnCount);
        Assert.Equal(without.Get(MedusaState.TimeDeltaA), with.Get(MedusaState.TimeDeltaA));
    }
}
