using Medusa.DataSelect.V0;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.Tests;

public sealed class DataSelectInspector_should
{
    public static TheoryData<string> Versions => ["dataselect", "dataselect-v0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Mark_in_the_pool_what_was_bought_and_what_is_noisy(string version)
    {
        var definition = Named(version);
        var game = Game.Start(definition, 42, "easy").Select(30).Select(20);
        var rows = (Column<long>)game.State[DataSelectState.Selected]["row"];
        var noisy = (Column<bool>)game.State[DataSelectState.Pool]["noisy"];
        var marks = definition.Inspector!.Inspect(game.State, "pool");
        Assert.Equal(Enumerable.Range(0, rows.Length).Select(index => (int)rows[index]).Order(), marks.Single(mark => mark.Kind == "selected").Rows);
        Assert.Equal(Enumerable.Range(0, noisy.Length).Where(row => noisy[row]), marks.Single(mark => mark.Kind == "noisy").Rows);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Mark_the_noisy_among_the_bought(string version)
    {
        var definition = Named(version);
        var game = Game.Start(definition, 42, "easy").Select(100);
        var rows = (Column<long>)game.State[DataSelectState.Selected]["row"];
        var noisy = (Column<bool>)game.State[DataSelectState.Pool]["noisy"];
        Assert.Equal(
            Enumerable.Range(0, rows.Length).Where(index => noisy[(int)rows[index]]),
            definition.Inspector!.Inspect(game.State, "selected").Single().Rows);
    }

    [Fact]
    public void Mark_nothing_before_the_first_reset() =>
        Assert.All(DataSelectState.Schema.TableNames, table => Assert.Empty(DataSelectEnvironment.Definition.Inspector!.Inspect(DataSelectState.Schema.Initial, table)));

    private static EnvironmentDefinition Named(string name) => name == "dataselect" ? DataSelectEnvironment.Definition : DataSelectV0Environment.Definition;
}
