using System.CommandLine;

namespace Medusa.Cli;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    private const string DebugVariable = "MEDUSA_DEBUG";

    /// <summary>Output without colours.</summary>
    internal Option<bool> NoColor { get; } = new("--no-color") { Description = "Prints without colours, as the variable NO_COLOR does.", Recursive = true };

    /// <summary>The stack of a failure that should not happen.</summary>
    internal Option<bool> Debug { get; } = new("--debug") { Description = $"Shows where a failure comes from, as {DebugVariable}=1 does.", Recursive = true };

    /// <summary>Whether stacks are wanted.</summary>
    internal bool WantsStack(ParseResult parsed) => parsed.GetValue(Debug) || Environment.GetEnvironmentVariable(DebugVariable) is "1" or "true";
}
