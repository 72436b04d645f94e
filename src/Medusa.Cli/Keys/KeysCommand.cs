using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Gateway;

namespace Medusa.Cli.Keys;

/// <summary><c>medusa keys</c>: edits the file of API keys that servers read.</summary>
internal static class KeysCommand
{
    private const string PathVariable = "Medusa__KeysFile";

    internal static Command Create(Terminal terminal) => new Verb("keys", "Makes, lists and revokes the API keys of a keys file. Running servers that read the file see a change within 2 s.")
    {
        NewCommand.Create(terminal),
        ListCommand.Create(terminal),
        RevokeCommand.Create(terminal),
    };

    /// <summary>Where the file is.</summary>
    internal static Option<string?> File() => new("--file") { Description = $"The keys file. Default: {PathVariable}, or {KeysFile.DefaultPath}.", HelpName = "FILE" };

    /// <summary>The file that a command is about.</summary>
    /// <param name="sent">What the option says.</param>
    internal static string PathOf(string? sent) => sent ?? (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } variable ? variable : KeysFile.DefaultPath);

    /// <summary>Does something with the file; what is wrong with it ends the command with one line.</summary>
    /// <param name="act">What to do.</param>
    internal static T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (KeysFileException refusal)
        {
            throw new CommandException(ExitCode.Usage, refusal.Message);
        }
    }
}
