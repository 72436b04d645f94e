using System.CommandLine;

namespace Medusa.Cli.Serving;

/// <summary>Settings on the command line, <c>--Medusa:Name=value</c>.</summary>
internal static class SettingArguments
{
    /// <summary>What follows a command's own options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="command">The command, for the message.</param>
    /// <exception cref="CommandException">Something is no setting.</exception>
    internal static string[] Of(ParseResult parsed, string command)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal) || !token.Contains(':') || !token.Contains('=')) is { } unknown)
        {
            throw new CommandException(ExitCode.Usage, $"'{unknown}' is no setting: settings are written --Medusa:Name=value. See 'medusa {command} --help'.");
        }

        return [.. parsed.UnmatchedTokens];
    }
}
