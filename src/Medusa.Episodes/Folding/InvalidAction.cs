using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// What is applied for an invalid action that counts as a step (<see cref="InvalidActionMode.Step"/>): it changes no table, says what was wrong and lists the
/// valid actions. Reward rules see it as an operator of a name that no rule asks for, so the step penalty alone applies.
/// </summary>
internal sealed class InvalidAction(string reason, string validActions) : IOperator
{
    public const string OperatorName = "invalid_action";

    public string Name => OperatorName;

    public string Description => "Counts as a step and changes nothing.";

    public OperatorResult Apply(in OperatorContext context) => new(context.State, $"Invalid action: {reason}. Valid actions: {validActions}.", Record.Empty);
}
