namespace Medusa.Cli;

/// <summary>Ends a command with an exit code and one line on the error output.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What to change.</param>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
