using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Medusa.Cli;
using Medusa.Cli.Help;

namespace Medusa.Documentation.Tests.CommandLine;

/// <summary>The parts of the command line's page that come from the code, each between a pair of marks.</summary>
internal static class CommandPage
{
    private static readonly CommandTree Tree = new(new Terminal(TextWriter.Null, TextWriter.Null, IsLive: false));

    /// <summary>The page with its parts as the code has them.</summary>
    /// <param name="page">The page as it is.</param>
    public static string Renew(string page) => Replace(Replace(Replace(page, "verbs", Verbs()), "options of every verb", Options(Tree.Root)), "exit codes", ExitCodes());

    private static string Replace(string page, string mark, string text)
    {
        var (begin, end) = ($"<!-- {mark}: from the code -->\n", $"<!-- end of {mark} -->");
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = page.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"The page has no {begin.Trim()} … {end}.");
        return $"{page[..from]}\n{text}\n{page[to..]}";
    }

    private static string ExitCodes() => Rows("| Exit code | Means |\n|---|---|", ExitCode.Meanings.Select(code => $"| {code.Code} | {code.Meaning} |"));

    private static string Verbs()
    {
        var text = new StringBuilder();
        foreach (var (path, verb) in Leaves(Tree.Root, "medusa"))
        {
            text.Append("### `").Append(path).Append("`\n\n").Append(verb.Description).Append("\n\n");
            text.Append("```sh\n").AppendJoin('\n', verb.Examples.Select(example => $"# {example.Meaning}\n{example.Line}")).Append("\n```\n\n");
            if (verb.Arguments.Count + verb.Options.Count > 0)
            {
                text.Append(Options(verb)).Append('\n');
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static IEnumerable<(string Path, Verb Verb)> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [(path, (Verb)command)]
        : command.Subcommands.SelectMany(inner => Leaves(inner, $"{path} {inner.Name}"));

    private static string Options(Command command) => Rows(
        "| Argument | Default | What it says |\n|---|---|---|",
        command.Arguments.Select(argument => $"| `{argument.HelpName ?? argument.Name}` | | {Escape(argument.Description)} |")
            .Concat(command.Options.Select(option => $"| {Names(option)} | {Default(option)} | {Escape(option.Description)} |")));

    private static string Names(Option option)
    {
        var value = option is HelpOption or VersionOption || option.ValueType == typeof(bool) ? "" : $" {option.HelpName}";
        return string.Join(", ", option.Aliases.OrderBy(alias => alias.Length).Append(option.Name).Select(name => $"`{Escape(name + value)}`"));
    }

    private static string Default(Option option) => option.HasDefaultValue && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } value ? $"`{value}`" : "";

    private static string Escape(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Rows(string heading, IEnumerable<string> rows) => $"{heading}\n{string.Join('\n', rows)}\n";
}
