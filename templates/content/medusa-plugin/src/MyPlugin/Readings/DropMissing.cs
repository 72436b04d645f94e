using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Drops the readings without a temperature.</summary>
public sealed class DropMissing : IOperator
{
    /// <summary>The operator's name.</summary>
    public const string Id = "DROP_MISSING";

    /// <inheritdoc/>
    public string Name => Id;

    /// <inheritdoc/>
    public string Description => "Drops the readings without a temperature.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var (state, removed) = ReadingRows.Keep(context, (temperatures, row) => !temperatures.IsNull(row));
        return new OperatorResult(state, $"{removed} readings without a temperature dropped.", Record.Of(("removed", removed)));
    }
}
