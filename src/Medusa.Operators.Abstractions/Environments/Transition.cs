namespace Medusa.Operators.Abstractions;

/// <summary>One step, as reward rules see it.</summary>
public readonly ref struct Transition
{
    /// <summary>A transition.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="result">What the operator did.</param>
    /// <param name="applied">The operator.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="step">The step taken.</param>
    /// <param name="timesPaid">How often this rule has paid in this episode before.</param>
    public Transition(EpisodeState before, in OperatorResult result, IOperator applied, Record arguments, int step, int timesPaid)
    {
        Before = before;
        Result = result;
        Operator = applied;
        Arguments = arguments;
        Step = step;
        TimesPaid = timesPaid;
    }

    /// <summary>The state before the step.</summary>
    public EpisodeState Before { get; }

    /// <summary>The state after the step.</summary>
    public EpisodeState After => Result.State;

    /// <summary>What the operator did.</summary>
    public OperatorResult Result { get; }

    /// <summary>The operator that was applied.</summary>
    public IOperator Operator { get; }

    /// <summary>The operator's arguments.</summary>
    public Record Arguments { get; }

    /// <summary>The step taken, 1 for the first.</summary>
    public int Step { get; }

    /// <summary>In how many earlier steps of this episode this rule's term was not 0: what "once an episode" is decided by.</summary>
    public int TimesPaid { get; }
}
