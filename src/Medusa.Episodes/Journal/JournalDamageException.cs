namespace Medusa.Episodes;

/// <summary>An event in the journal is not the one that was written. The episode cannot go on; others can.</summary>
/// <param name="index">The event, 0 for the first.</param>
/// <param name="inner">What reading it failed with, or null.</param>
public sealed class JournalDamageException(int index, Exception? inner = null) : JournalException($"Event {index} of the episode is damaged in the journal.", inner)
{
    /// <summary>The event, 0 for the first.</summary>
    public int Index { get; } = index;
}
