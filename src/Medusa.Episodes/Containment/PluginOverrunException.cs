namespace Medusa.Episodes;

/// <summary>Plugin code did not return within its budget. Whatever it returns later is dropped.</summary>
/// <param name="budget">The budget.</param>
public sealed class PluginOverrunException(TimeSpan budget) : Exception($"It did not return within {budget.TotalMilliseconds:0} ms.")
{
    /// <summary>The budget.</summary>
    public TimeSpan Budget { get; } = budget;
}
