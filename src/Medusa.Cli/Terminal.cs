using System.Text.Json;
using Medusa.Client;
using Spectre.Console;

namespace Medusa.Cli;

/// <summary>Where a command writes: results to the output, progress and refusals to the error output.</summary>
/// <param name="Out">The output.</param>
/// <param name="Error">The error output.</param>
/// <param name="IsLive">Whether the error output is a terminal on which a progress bar can be redrawn.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool IsLive)
{
    private const string Red = "\u001b[31m";
    private const string Reset = "\u001b[0m";

    /// <summary>Where a person answers questions; at its end at once where nobody is there.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether a person reads the output: then tables are drawn where programs get plain lines.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether colours may be used where a person reads. False leaves all else as it is.</summary>
    public bool HasColor { get; init; } = true;

    /// <summary>The process's own output, error output and, where a person sits there, input. A terminal that cannot move its cursor is written to like a file.</summary>
    public static Terminal OfProcess()
    {
        var isSmart = Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new Terminal(Console.Out, Console.Error, isSmart && !Console.IsErrorRedirected)
        {
            In = Console.IsInputRedirected ? TextReader.Null : Console.In,
            IsRead = isSmart && !Console.IsOutputRedirected,
            HasColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
    }

    /// <summary>Writes a line to the error output that begins with the program's name.</summary>
    internal void Warn(string message) => Error.WriteLine(IsLive && HasColor ? $"{Red}medusa:{Reset} {message}" : $"medusa: {message}");

    /// <summary>Writes one JSON value, on a line.</summary>
    internal void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, MedusaJson.Options));

    /// <summary>Draws on the output, for a person.</summary>
    internal IAnsiConsole Tables() => Drawn(Out);

    /// <summary>Draws on the error output, moving its cursor.</summary>
    internal IAnsiConsole Live() => Drawn(Error);

    private IAnsiConsole Drawn(TextWriter output) => AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = HasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors });
}
