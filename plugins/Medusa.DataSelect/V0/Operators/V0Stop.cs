using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>stop: ends the episode, unless its batch size is 0, which does nothing.</summary>
internal sealed class V0Stop : IOperator
{
    public string Name => DataSelectActions.Stop;

    public string Description => "Ends the episode early.";

    public ObjectDescriptor Parameters => V0Actions.Arguments;

    public OperatorResult Apply(in OperatorContext context)
    {
        _ = V0Actions.WeightsOf(context.Arguments);
        return context.Arguments[DataSelectActions.BatchSize].AsInteger > 0
            ? new OperatorResult(context.State, "The episode was stopped.", Record.Empty) { EndReason = "stopped" }
            : new OperatorResult(context.State, "The batch is empty.", DataSelectMetrics.EmptyBatch);
    }
}
