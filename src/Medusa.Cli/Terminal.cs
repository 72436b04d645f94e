using Spectre.Console;

namespace Medusa.Cli;

/// <summary>Where a command writes: results to the output, progress and refusals to the error output.</summary>
/// <param name="Out">The output.</param>
/// <param name="Error">The error output.</param>
/// <param name="IsLive">Whether the error output is a terminal on which a progress bar can be redrawn.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool IsLive)
{
    /// <summary>Where a person answers questions; at its end at once where nobody is there.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether a person reads the output: then tables are drawn where programs get lines.</summary>
    public bool IsRead { get; init; }

    /// <summary>The process's own output, error output and, where a person sits there, input.</summary>
    public static Terminal OfProcess() =>
        new(Console.Out, Console.Error, !Console.IsErrorRedirected) { In = Console.IsInputRedirected ? TextReader.Null : Console.In, IsRead = !Console.IsOutputRedirected };

    /// <summary>Draws on the output; without colour where it is no terminal.</summary>
    internal IAnsiConsole Tables() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Out) });

    /// <summary>Draws on the error output.</summary>
    internal IAnsiConsole Live() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}
