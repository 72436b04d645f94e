namespace Medusa.Cli.Exports;

/// <summary>What an export did.</summary>
/// <param name="Listed">How many episodes the server listed.</param>
internal sealed record ExportCount(int Listed)
{
    /// <summary>How many lines were written.</summary>
    public int Episodes { get; set; }

    /// <summary>How many steps they hold.</summary>
    public long Steps { get; set; }

    /// <summary>Why the server gave no trajectory, an episode each. One that was deleted after it was listed is not among them.</summary>
    public List<string> Refused { get; } = [];
}
