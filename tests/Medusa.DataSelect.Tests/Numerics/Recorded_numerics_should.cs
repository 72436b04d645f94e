using System.Globalization;

namespace Medusa.DataSelect.Tests;

public sealed class Recorded_numerics_should
{
    [Fact]
    public void Order_sets_as_CPython_did()
    {
        foreach (var recorded in Fixture.Lines("cpython_set_order.jsonl.gz"))
        {
            long[][] updates = [.. recorded.GetProperty("updates").EnumerateArray().Select(update => update.LongIntegers())];
            Assert.Equal(recorded.GetProperty("list").LongIntegers(), PythonSetOrder.Of(updates));
        }
    }

    [Fact]
    public void Make_every_recorded_row()
    {
        var rows = MakeClassification.Generate(out var labels);
        var lines = Fixture.Text("make_classification_full.csv.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(MakeClassification.Rows, lines.Length);
        for (var row = 0; row < lines.Length; row++)
        {
            double[] recorded = [.. lines[row].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Fixture.AssertClose(recorded[..^1], rows[(row * 20)..((row + 1) * 20)], 1e-12);
            Assert.Equal(recorded[^1], labels[row]);
        }
    }

    [Fact]
    public void Visit_rows_in_the_recorded_order()
    {
        foreach (var recorded in Fixture.Lines("sgd_shuffle.jsonl").Where(line => line.TryGetProperty("n", out _)))
        {
            Assert.Equal(recorded.GetProperty("order").Integers(), TrainingOrder.Of(recorded.GetProperty("n").GetInt32()));
        }
    }

    [Fact]
    public void Train_to_the_recorded_weights()
    {
        var data = DataSet.Shared;
        var model = new SgdModel([.. new double[20]], 0, 1);
        foreach (var recorded in Fixture.Lines("sgd.jsonl").Where(line => line.TryGetProperty("coef", out _)))
        {
            var rows = recorded.GetProperty("rows").Integers();
            var isWarm = rows[0] == 0;
            model = isWarm
                ? model.PartialFit(data.Warm, data.WarmLabels, 1)
                : model.PartialFit(data.Pool.AsSpan((rows[0] - 400) * 20, (rows[1] - rows[0]) * 20), data.PoolLabels.AsSpan(rows[0] - 400, rows[1] - rows[0]), 1);
            Fixture.AssertClose(recorded.GetProperty("coef").Numbers(), model.Weights);
            Fixture.AssertClose(recorded.GetProperty("intercept").Numbers(), [model.Intercept]);
            Assert.Equal(recorded.GetProperty("t").GetDouble(), model.Updates);
        }

        var loss = Fixture.Lines("sgd.jsonl").Last().GetProperty("log_loss_200_400").GetDouble();
        Fixture.AssertClose([1 / (1 + loss)], [Validation.ScoreOf(model)]);
    }
}
