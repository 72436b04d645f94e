namespace Medusa.Cli.Output;

/// <summary>How a cell is meant; a colour on a terminal, nothing elsewhere. The text alone says everything.</summary>
internal enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Doubtful,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Beside the point.</summary>
    Faint,
}
