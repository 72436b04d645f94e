namespace Medusa.Episodes;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>The event is in the journal.</summary>
    Appended = 0,

    /// <summary>The journal holds another number of events than the writer expected: for a first event, the id is taken.</summary>
    Conflict = 1,

    /// <summary>The owner's request id belongs to another episode.</summary>
    RequestTaken = 2,

    /// <summary>The journal holds as many episodes as it may.</summary>
    Full = 3,

    /// <summary>Somebody else has attached to the session since: the episode was not started.</summary>
    SessionSuperseded = 4,
}
