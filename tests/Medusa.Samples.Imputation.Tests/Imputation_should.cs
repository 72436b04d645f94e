using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Samples.Imputation.Tests;

public sealed class Imputation_should : IDisposable
{
    private static readonly StateSchemaBuilder Builder = new();
    private static readonly TableKey Joined = Builder.Table("joined");
    private static readonly StateSchema Schema = Builder.Build();

    private readonly string root = Directory.CreateTempSubdirectory("medusa-imputation-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Fill_missing_numbers_with_the_median()
    {
        var result = Apply(new ImputeMedianOperator(), Numbers(4, null, 1, 2, null, 10), Record.Empty);
        var column = (Column<double>)result.State[Joined]["fact_value"];
        Assert.Equal([4, 3, 1, 2, 3, 10], Enumerable.Range(0, 6).Select(row => column[row]));
        Assert.Equal(2, result.Metrics[ImputeMedianOperator.Filled].AsInteger);
        var rule = ImputationRule.Template.Create(Record.Of(("per_cell", 2.0), ("most", 3.0)));
        Assert.Equal(3, rule.Evaluate(new Transition(result.State, result, new ImputeMedianOperator(), Record.Empty, 1, 0)));
        Assert.Equal(0, rule.Evaluate(new Transition(result.State, result, new FlagOutliersOperator(), Record.Empty, 1, 0)));
    }

    [Fact]
    public void Leave_a_column_without_any_number_as_it_is() =>
        Assert.Equal(0, Apply(new ImputeMedianOperator(), Numbers(null, null), Record.Empty).Metrics[ImputeMedianOperator.Filled].AsInteger);

    [Fact]
    public void Mark_outliers_beside_the_numbers()
    {
        var flagged = (Column<bool>)Apply(new FlagOutliersOperator(), Numbers(1, 2, 3, 2, null, 100), Record.Of(("column", "fact_value"), ("k", 1.5))).State[Joined]["fact_value_is_outlier"];
        Assert.Equal([false, false, false, false, true], new[] { 0, 1, 2, 3, 5 }.Select(row => flagged[row]));
        Assert.True(flagged.IsNull(4));
        Assert.Throws<ContractException>(() => Apply(new FlagOutliersOperator(), Numbers(1), Record.Of(("column", "other"))));
        Assert.Throws<ContractException>(() => Apply(new ImputeMedianOperator(), Numbers(1), Record.Of(("table", "other"))));
    }

    [Fact]
    public void Check_that_no_number_is_missing()
    {
        var check = new NoMissingNumbersCheck();
        Assert.True(check.Evaluate(Schema.Initial).Passed);
        Assert.StartsWith("number_missing", check.Evaluate(State(Numbers(1, null))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Be_added_to_medusa_by_a_file_and_played_to_a_passed_grade()
    {
        var options = Install();
        using var catalogue = PluginCatalogue.Load(options, NullLogger.Instance);
        Assert.Equal("", string.Join('\n', catalogue.Plugins.Where(plugin => plugin.State == PluginState.Rejected).Select(plugin => plugin.Reason)));
        await using var engine = new EmbeddedEngine(catalogue, new MemoryJournal(100), options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        var id = EpisodeId.New();
        Assert.Null((await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "medusa-imputed") { Seed = Json("0") })).Problem);
        foreach (var action in new[] { "SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "IMPUTE_MEDIAN", "FLAG_OUTLIERS", "APPLY_SCD_2", "COMMIT" })
        {
            var reply = await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, Json($$"""{"action":"{{action}}"}""")));
            Assert.True(reply.Problem is null, $"{action}: {reply.Problem?.Detail}");
        }

        var grade = JsonDocument.Parse((await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, id, EpisodeQueryKind.Grade))).Body).RootElement;
        Assert.True(grade.GetProperty("passed").GetBoolean());
        Assert.Contains("no_missing_numbers", grade.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("check").GetString()));
        var environment = catalogue.Find("medusa-imputed", "1")!;
        Assert.Equal("samples.imputation", environment.OwnerOf(environment.Definition.FindOperator("IMPUTE_MEDIAN")!).Id);
        Assert.Equal("medusa", environment.OwnerOf(environment.Definition.FindOperator("COMMIT")!).Id);
    }

    private EpisodesOptions Install()
    {
        var plugins = Directory.CreateDirectory(Path.Combine(root, "plugins")).FullName;
        Copy(Path.Combine(AppContext.BaseDirectory, "plugins", "medusa"), Path.Combine(plugins, "medusa"));
        var built = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "sample", "plugins"), "samples.imputation@*").Single();
        Copy(built, Path.Combine(plugins, Path.GetFileName(built)));
        return new EpisodesOptions { PluginsPath = plugins, EnvironmentsPath = Path.Combine(AppContext.BaseDirectory, "environments") };
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static Table Numbers(params double?[] values) =>
        Table.Of(("fact_value", new Column<double>([.. values.Select(value => value ?? 0)], [.. values.Select(value => value is not null)])));

    private static EpisodeState State(Table table)
    {
        var edit = Schema.Initial.Edit();
        edit.Set(Joined, table);
        return edit.Build();
    }

    private static OperatorResult Apply(IOperator applied, Table table, Record arguments) => applied.Apply(new OperatorContext(State(table), arguments, 1, []));
}
