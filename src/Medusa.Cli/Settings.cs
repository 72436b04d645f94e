namespace Medusa.Cli;

/// <summary>Settings that follow a command's own options: <c>--Medusa:Name=value</c>.</summary>
internal static class Settings
{
    /// <summary>The tokens that a command does not know, each a setting.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="help">The command that explains.</param>
    /// <exception cref="CommandException">One is no setting.</exception>
    internal static string[] Of(IReadOnlyList<string> tokens, string help) =>
        tokens.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal) || !token.Contains(':') || !token.Contains('=')) is { } unknown
            ? throw new CommandException(ExitCode.Usage, $"'{unknown}' is no setting: settings are written --Medusa:Name=value. See '{help}'.")
            : [.. tokens];
}
