namespace Medusa.Cli.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Level
{
    /// <summary>In order.</summary>
    Ok,

    /// <summary>It works, and will not under some circumstance that the finding names.</summary>
    Warning,

    /// <summary>A server would not start, not become ready, or lose what it should keep.</summary>
    Problem,
}
