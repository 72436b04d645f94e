namespace Medusa.Operators.Abstractions.Tests;

public sealed class Derivation_should
{
    [Fact]
    public void Be_computed_once_for_a_table_and_once_for_each_partner()
    {
        var calls = 0;
        var derivation = new PairDerivation<Table, Table, string>((_, other) => $"{++calls}: {other.RowCount}");
        var table = Table.Of(("n", new Column<long>([1])));
        var partner = Table.Of(("n", new Column<long>([1, 2])));

        Assert.Equal("1: 2", table.Derive(derivation, partner));
        Assert.Equal("1: 2", table.Derive(derivation, partner));
        Assert.Equal("2: 1", table.Derive(derivation, table));
        Assert.Equal("1: 2", table.Derive(derivation, partner));
    }

    [Fact]
    public void Not_be_shared_by_equal_tables()
    {
        var calls = 0;
        var derivation = new Derivation<Table, string>(_ => $"{++calls}");

        Assert.Equal("1", Table.Of(("n", new Column<long>([1]))).Derive(derivation));
        Assert.Equal("2", Table.Of(("n", new Column<long>([1]))).Derive(derivation));
    }

    [Fact]
    public void Stay_right_beyond_the_number_of_results_that_are_kept()
    {
        var column = new Column<long>([1]);
        var derivation = new PairDerivation<Column, string, string>((_, other) => $"of {other}");
        var others = Enumerable.Range(0, 100).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        Assert.All(others.Concat(others), other => Assert.Equal($"of {other}", column.Derive(derivation, other)));
    }

    [Fact]
    public void Give_every_thread_one_and_the_same_result()
    {
        var derivation = new Derivation<Column, object>(_ => new object());
        for (var round = 0; round < 200; round++)
        {
            var column = new Column<long>([round]);
            var results = new object[4];
            Parallel.For(0, results.Length, index => results[index] = column.Derive(derivation));

            Assert.All(results, result => Assert.Same(column.Derive(derivation), result));
        }
    }

    [Fact]
    public void Leave_no_trace_when_it_throws()
    {
        var calls = 0;
        var derivation = new Derivation<Column, string>(_ => ++calls == 1 ? throw new InvalidOperationException() : "second");
        var column = new Column<long>([1]);

        Assert.Throws<InvalidOperationException>(() => column.Derive(derivation));
        Assert.Equal("second", column.Derive(derivation));
    }
}
