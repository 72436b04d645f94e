using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode after one of its steps: everything that decides what follows. Immutable, so a fork costs a reference.</summary>
public sealed class Moment
{
    internal Moment(EpisodeView view, int[] timesPaid)
    {
        View = view;
        TimesPaid = timesPaid;
    }

    /// <summary>State, step, status and rewards.</summary>
    public EpisodeView View { get; }

    /// <summary>Whether steps can be taken.</summary>
    public bool IsRunning => View.Status == EpisodeStatus.Running;

    /// <summary>For each reward rule, in how many steps its term was not 0. Never written after construction.</summary>
    internal int[] TimesPaid { get; }

    /// <summary>The same moment of a copy that its caller calls otherwise.</summary>
    internal Moment Labelled(string label) => View.Label == label ? this : new(View with { Label = label }, TimesPaid);

    /// <summary>The same moment, ended from outside.</summary>
    internal Moment Truncated(string reason) => new(View with { Status = EpisodeStatus.Truncated, EndReason = reason }, TimesPaid);
}
