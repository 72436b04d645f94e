namespace Medusa.Operators.Abstractions;

/// <summary>
/// One action. Pure: the result depends on the context alone; no clock (use <see cref="OperatorContext.LogicalTime"/>), no I/O, no randomness but the
/// state's own stream; nothing that was passed in is changed. Called concurrently for different episodes.
/// </summary>
public interface IOperator
{
    /// <summary>The name that actions use, such as <c>EXECUTE_JOIN_LEFT</c>. Unique within an environment.</summary>
    string Name { get; }

    /// <summary>What the operator does, in one sentence for forms and tools.</summary>
    string Description { get; }

    /// <summary>The operator's arguments.</summary>
    ObjectDescriptor Parameters => ObjectDescriptor.None;

    /// <summary>Applies the operator. An exception is a fault: the step does not happen and the state stays as it was.</summary>
    /// <param name="context">State, arguments and logical time.</param>
    /// <exception cref="ContractException">The arguments do not fit the state (<c>invalid_action</c>).</exception>
    OperatorResult Apply(in OperatorContext context);
}
