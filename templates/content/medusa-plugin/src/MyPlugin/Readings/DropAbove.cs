using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Drops the readings above a temperature. An operator with an argument: its descriptor says the range, and the host refuses what is outside.</summary>
public sealed class DropAbove : IOperator
{
    /// <summary>The operator's name.</summary>
    public const string Id = "DROP_ABOVE";

    /// <summary>The argument: the greatest temperature that stays, in degrees Celsius.</summary>
    public const string Limit = "limit";

    /// <inheritdoc/>
    public string Name => Id;

    /// <inheritdoc/>
    public string Description => "Drops the readings above a temperature.";

    /// <inheritdoc/>
    public ObjectDescriptor Parameters { get; } = new(
        "DropAboveArguments",
        [new FieldDescriptor(Limit, FieldKind.Number) { Description = "The greatest temperature that stays, in degrees Celsius.", Default = ReadingsState.Hottest, Minimum = -273.15, Maximum = 1_000 }]);

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var limit = context.Arguments[Limit].AsNumber;
        var (state, removed) = ReadingRows.Keep(context, (temperatures, row) => temperatures.IsNull(row) || temperatures[row] <= limit);
        return new OperatorResult(state, $"{removed} readings dropped.", Record.Of(("removed", removed)));
    }
}
