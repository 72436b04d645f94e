namespace Medusa.Cli;

/// <summary>What the command's exit code says. Every verb uses the same ones.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command did its work and found what it looks for: a difference, a broken rule, a problem, an episode that had to be left out.</summary>
    public const int Different = 1;

    /// <summary>The arguments or a file are not usable; the one line on the error output says what to change.</summary>
    public const int Usage = 2;

    /// <summary>The server could not be reached, refused a request, could not start, or ended without being asked to.</summary>
    public const int Server = 3;

    /// <summary>A failure that no line of the command explains, so a fault of Medusa's.</summary>
    public const int Unexpected = 70;

    /// <summary>Interrupted; what was finished until then is written.</summary>
    public const int Interrupted = 130;

    /// <summary>The codes with what they say, as <c>medusa --help</c> and the reference show them.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "done"),
        (Different, "done, and something was found: play an episode that does not pass, replay a difference, plugin check a broken rule, export an episode that it had to leave out, doctor a problem"),
        (Usage, "the arguments or a file are not usable; the line on the error output says what to change"),
        (Server, "the server cannot be reached, refused a request, cannot start, or ended without being asked to"),
        (Unexpected, "a failure that should not happen; --debug shows where"),
        (Interrupted, "interrupted, or the answer was no; what was finished until then is written and counted"),
    ];
}
