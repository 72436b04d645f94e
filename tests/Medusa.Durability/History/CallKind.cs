namespace Medusa.Durability.History;

/// <summary>What a client asked for.</summary>
public enum CallKind
{
    /// <summary>A new episode.</summary>
    Create,

    /// <summary>A step of an episode.</summary>
    Step,

    /// <summary>Copies of an episode after one of its steps.</summary>
    Fork,
}
