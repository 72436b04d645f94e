using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Makes readings from a seed: one in eight has no temperature, one in eight is far too hot.</summary>
public sealed class ReadingsScenarios : IScenarioGenerator
{
    private const string Rows = "rows";

    /// <inheritdoc/>
    public ObjectDescriptor Options { get; } = new(
        "ReadingsOptions",
        [new FieldDescriptor(Rows, FieldKind.Integer) { Description = "How many readings there are.", Default = 64, Minimum = 1, Maximum = 100_000, CountsRows = true }]);

    /// <inheritdoc/>
    public Scenario Generate(ScenarioRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = (int)request.Options[Rows].AsInteger;
        // One stream a purpose: a draw that a later version adds for one of them shifts no other.
        var kinds = RandomStream.For(request.Seed.Low, "kinds");
        var values = RandomStream.For(request.Seed.Low, "temperatures");
        var (sensors, temperatures, present) = (new long[rows], new double[rows], new bool[rows]);
        var sound = 0;
        for (var row = 0; row < rows; row++)
        {
            var kind = kinds.Next(8);
            sensors[row] = row;
            present[row] = kind != 0;
            temperatures[row] = kind == 1 ? 900 + values.NextDouble(0, 99) : values.NextDouble(-20, 40);
            sound += kind > 1 ? 1 : 0;
        }

        var edit = ReadingsState.Schema.Initial.Edit();
        edit.Set(ReadingsState.Readings, Table.Of((ReadingsState.Sensor, new Column<long>(sensors)), (ReadingsState.Celsius, new Column<double>(temperatures, present))));
        edit.Set(ReadingsState.Sound, sound);
        return new Scenario($"readings_{request.Seed}", edit.Build(), $"{rows} readings arrived.", Record.Of(("rows", rows)), MaxSteps: 10);
    }
}
