using Medusa.Operators.Abstractions;
using Medusa.Testing;

namespace Medusa.Operators.TestKit.Tests;

public sealed class Conformance_should
{
    private static int calls;

    [Fact]
    public void Pass_a_correct_environment()
    {
        var report = Conformance.Check(new Broken().Definition);
        report.ThrowIfFailed();
        Assert.True(report.Passed);
        Assert.Equal(
            ["descriptors", "scenarios", "purity", "determinism-runs", "determinism-threads", "determinism-cultures", "determinism-time-zones", "memo", "replay", "cancellation", "edge-tables", "inspection", "linear-time"],
            report.Results.Select(result => result.Rule));
        Assert.All(report.Results, result => Assert.Equal(RuleOutcome.Passed, result.Outcome));
    }

    [Fact]
    public void Find_an_operator_that_gives_something_else_each_time() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, Interlocked.Increment(ref calls)) },
        "purity",
        "Operator 'GO' gives different results for the same state and arguments");

    [Fact]
    public void Find_an_operator_that_writes_to_its_input()
    {
        var values = new double[] { 1, 2, 3 };
        var broken = new Broken
        {
            Generate = _ =>
            {
                var edit = Broken.Schema.Initial.Edit();
                edit.Set(Broken.Rows, Table.Of(("value", new Column<double>(values))));
                return new Scenario("plain", edit.Build(), "begin", Record.Empty, 8);
            },
            Apply = (in context) =>
            {
                values[0]++;
                return Broken.Counted(context.State, 1);
            },
        };
        Finds(broken, "purity", "Operator 'GO' changes the state it is passed");
    }

    [Fact]
    public void Find_a_check_that_gives_something_else_each_time() => Finds(
        new Broken { Check = static _ => new CheckResult("counted", false, $"call {Interlocked.Increment(ref calls)}") },
        "purity",
        "Check 'counted' gives different verdicts");

    [Fact]
    public void Find_a_mark_of_no_declared_kind() => Finds(Marking(TableMark.OfRows("odd", [0])), "inspection", "the kind 'odd' is not among the inspector's kinds");

    [Fact]
    public void Find_a_mark_on_a_column_that_is_not_there() => Finds(Marking(TableMark.OfColumn("first", "gone")), "inspection", "marks a column 'gone' that the table has not");

    [Fact]
    public void Find_a_mark_on_a_row_that_is_not_there() => Finds(Marking(TableMark.OfRows("first", [0, 5])), "inspection", "marks row 5 of 5");

    [Fact]
    public void Find_marks_out_of_order() => Finds(Marking(TableMark.OfRows("first", [1, 0])), "inspection", "lists its rows out of order");

    [Fact]
    public void Find_marks_that_differ_for_the_same_state() => Finds(
        new Broken { Inspect = static (state, _) => state[Broken.Rows].RowCount == 0 ? [] : [TableMark.OfRows("first", [Interlocked.Increment(ref calls) % 5])] },
        "inspection",
        "differently for the same state");

    [Fact]
    public void Find_an_inspector_that_cannot_bear_an_empty_table() => Finds(
        new Broken { Inspect = static (state, _) => state[Broken.Rows].ColumnCount == 0 ? [] : [TableMark.OfRows("first", [(int)Math.Sign(1 / state[Broken.Rows].RowCount)])] },
        "edge-tables",
        "The inspector throws DivideByZeroException where table 'rows' has no rows");

    [Fact]
    public void Find_what_differs_from_run_to_run() => Finds(
        new Broken { Observe = static (_, json) => { json.Name("count"u8); json.Integer(Interlocked.Increment(ref calls) % 900); } },
        "determinism-runs",
        "differs when played again from step 1 on: no static state");

    [Fact]
    public void Find_what_differs_on_threads()
    {
        var home = Environment.CurrentManagedThreadId;
        Finds(
            new Broken { Apply = (in context) => Broken.Counted(context.State, Environment.CurrentManagedThreadId == home ? 1 : 2) },
            "determinism-threads",
            "while other episodes are played on other threads",
            new ConformanceOptions { Seeds = 24 });
    }

    [Fact]
    public void Find_what_differs_in_another_culture() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, 1, Broken.Local(1.5)) },
        "determinism-cultures",
        "under another culture from step 1 on: format and parse with CultureInfo.InvariantCulture");

    [Fact]
    public void Find_what_differs_in_another_time_zone() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, 1, TimeZoneInfo.Local.BaseUtcOffset.ToString()) },
        "determinism-time-zones",
        "in another time zone from step 1 on: use UTC");

    [Fact]
    public void Find_an_operator_that_needs_its_memo() => Finds(
        new Broken
        {
            Generate = static request =>
            {
                var scenario = Broken.Beginning(request.Seed.Low, 5);
                return scenario with { State = scenario.State.WithMemo("here") };
            },
            Apply = static (in context) => Broken.Counted(context.State, context.State.Memo is null ? 1 : 2),
        },
        "memo",
        "Operator 'GO' depends on the memo");

    [Fact]
    public void Find_an_episode_that_does_not_fold_again() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, Interlocked.Increment(ref calls)) },
        "replay",
        "Folding seed 0 again differs at step 1 (GO)");

    [Fact]
    public void Find_a_part_of_a_result_under_a_cancelled_token() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, context.Cancellation.IsCancellationRequested ? 0 : 1) },
        "cancellation",
        "Operator 'GO' gives another result under a cancelled token");

    [Fact]
    public void Find_an_operator_that_needs_a_row() => Finds(
        new Broken { Apply = static (in context) => Broken.Counted(context.State, 1000 / context.State[Broken.Rows].RowCount) },
        "edge-tables",
        "Operator 'GO' throws DivideByZeroException where table 'rows' has no rows");

    [Fact]
    public void Find_an_observation_that_is_not_described() => Finds(
        new Broken { Observe = static (_, json) => { json.Name("count"u8); json.Integer(1); json.Name("other"u8); json.Integer(1); } },
        "descriptors",
        "The observation has a field 'other' that its descriptor does not");

    [Fact]
    public void Find_an_observation_out_of_its_range() => Finds(
        new Broken { Observe = static (_, json) => { json.Name("count"u8); json.Integer(-1); } },
        "descriptors",
        "The observation is not what its descriptor says: 'count'");

    [Fact]
    public void Find_an_observation_that_lacks_a_field() => Finds(
        new Broken { Observe = static (_, _) => { } },
        "descriptors",
        "The observation is not what its descriptor says: 'count'");

    [Fact]
    public void Find_a_verdict_without_a_reason() => Finds(
        new Broken { Check = static _ => new CheckResult("counted", false, null) }, "descriptors", "Check 'counted' gives no reason though it failed");

    [Fact]
    public void Find_a_verdict_under_another_name() => Finds(
        new Broken { Check = static _ => new CheckResult("other", true, null) }, "descriptors", "Check 'counted' answers under the name 'other'");

    [Fact]
    public void Find_a_score_beyond_one() => Finds(new Broken { Score = static () => 1.5 }, "descriptors", "Task 'goal' gives a score of 1.5");

    [Fact]
    public void Find_a_policy_that_calls_what_is_not_there() => Finds(
        new Broken { PolicyAction = "NOPE" }, "descriptors", "Policy 'goer' gives an action that is refused: No operator is named");

    [Fact]
    public void Find_a_generator_that_draws_from_elsewhere() => Finds(
        new Broken { Generate = static _ => Broken.Beginning((ulong)Interlocked.Increment(ref calls), 5) }, "scenarios", "Seed 0 gives different scenarios");

    [Fact]
    public void Find_an_operator_of_quadratic_time() => Finds(
        new Broken
        {
            Apply = static (in context) =>
            {
                var column = (Column<double>)context.State[Broken.Rows]["value"];
                long smaller = 0;
                for (var row = 0; row < column.Length; row++)
                {
                    for (var other = 0; other < column.Length; other++)
                    {
                        smaller += column[other] < column[row] ? 1 : 0;
                    }
                }

                return Broken.Counted(context.State, smaller % 7);
            },
        },
        "linear-time",
        "times as long for 16 times the rows");

    [Fact]
    public void Leave_out_what_it_is_told_to()
    {
        var report = Conformance.Check(new Broken { Score = static () => 2 }.Definition, new ConformanceOptions { Skip = ["descriptors"] });
        Assert.True(report.Passed);
        Assert.Equal(RuleOutcome.Skipped, report.Results.Single(result => result.Rule == "descriptors").Outcome);
    }

    [Fact]
    public void Load_check_and_unload_a_plugin()
    {
        var root = Directory.CreateTempSubdirectory("medusa-kit-");
        try
        {
            var report = Conformance.CheckPlugin(PluginFolder.Write(root.FullName, "sample", SamplePlugin.Source()));
            Assert.Equal(RuleOutcome.Passed, report.Results.Single(result => result.Rule == "unload").Outcome);
            Assert.Contains(report.Results, result => result.Subject == "sample@1");
            var holding = SamplePlugin.Source("holding", fails: "register", how: "AppDomain.CurrentDomain.ProcessExit += delegate { GC.KeepAlive(this); };");
            var leaking = Conformance.CheckPlugin(PluginFolder.Write(root.FullName, "holding", holding)).Results.Single(result => result.Rule == "unload");
            Assert.Equal(RuleOutcome.Failed, leaking.Outcome);
            Assert.StartsWith("Something still holds the plugin", leaking.Message, StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static Broken Marking(TableMark mark) => new() { Inspect = (state, _) => state[Broken.Rows].RowCount == 0 ? [] : [mark] };

    private static void Finds(Broken broken, string rule, string message, ConformanceOptions? options = null)
    {
        var report = Conformance.Check(broken.Definition, options);
        var result = report.Results.Single(each => each.Rule == rule);
        Assert.Equal(RuleOutcome.Failed, result.Outcome);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
        Assert.Contains($"broken@1: {rule}: ", Assert.Throws<ConformanceException>(report.ThrowIfFailed).Message, StringComparison.Ordinal);
    }
}
