namespace Medusa.Cli;

/// <summary>What the command's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary><c>replay</c> found a difference, <c>export</c> left out an episode that the server could not give, or a plugin command found that a plugin breaks a rule.</summary>
    public const int Different = 1;

    /// <summary>The arguments or a file are not usable; the one line on the error output says what to change.</summary>
    public const int Usage = 2;

    /// <summary>The server could not be reached, refused a request, could not start, or ended without being asked to.</summary>
    public const int Server = 3;

    /// <summary>Interrupted; what was finished until then is written.</summary>
    public const int Interrupted = 130;
}
