using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>stop: ends the episode, whatever else the action says.</summary>
internal sealed class StopOperator : IOperator
{
    public string Name => DataSelectActions.Stop;

    public string Description => "Ends the episode and keeps the rest of the budget.";

    public ObjectDescriptor Parameters => DataSelectActionDescriptor.Arguments;

    public OperatorResult Apply(in OperatorContext context) => new(context.State, "The episode was stopped.", Record.Empty) { EndReason = "stopped" };
}
