using System.CommandLine;
using System.CommandLine.Parsing;
using Medusa.Cli.Help;

namespace Medusa.Cli.Tests.Help;

public sealed class Help_should
{
    private static readonly CommandTree Tree = new(new Terminal(TextWriter.Null, TextWriter.Null, IsLive: false));

    public static TheoryData<string> Verbs => [.. Leaves(Tree.Root).Select(PathOf)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Show_an_example_of_every_verb(string verb)
    {
        var run = await CommandRun.OfAsync([.. verb.Split(' ')[1..], "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nExamples:\n  # ", run.Out, StringComparison.Ordinal);
        Assert.Contains($"\n  {verb}", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Give_examples_that_the_verb_takes(string verb)
    {
        var command = Assert.IsType<Verb>(Leaves(Tree.Root).Single(leaf => PathOf(leaf) == verb));
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example =>
        {
            var typed = CommandLineParser.SplitCommandLine(example.Line.Replace('\'', '"')).TakeWhile(word => word is not ("|" or ">" or ">>")).ToArray();
            Assert.Equal("medusa", typed[0]);
            var parsed = Tree.Root.Parse(typed[1..]);
            Assert.True(parsed.Errors.Count == 0, $"{example.Line}: {string.Join(' ', parsed.Errors.Select(error => error.Message))}");
            Assert.Same(command, parsed.CommandResult.Command);
            Assert.All(parsed.UnmatchedTokens, token => Assert.Matches("^--Medusa:[A-Za-z:]+=.", token));
        });
    }

    [Fact]
    public void Describe_every_verb_option_and_argument_in_a_sentence() => Assert.All(
        Commands(Tree.Root).SelectMany(command => command.Options.Where(option => option is not System.CommandLine.Help.HelpOption and not VersionOption).Cast<Symbol>().Concat(command.Arguments).Append(command)),
        symbol => Assert.Matches("^[A-Z<'].*[.)-]$", symbol.Description));

    [Fact]
    public async Task Tell_the_exit_codes()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.All(ExitCode.Meanings, code => Assert.Matches($"\n  {code.Code} +{System.Text.RegularExpressions.Regex.Escape(code.Meaning)}\n", run.Out));
        Assert.Equal(
            typeof(ExitCode).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order(),
            ExitCode.Meanings.Select(code => code.Code));
    }

    [Fact]
    public void Offer_json_wherever_data_is_printed()
    {
        // These serve until they are stopped, or print what is no data.
        string[] without = ["medusa serve", "medusa cluster start", "medusa completion"];
        Assert.Equal(without, Leaves(Tree.Root).Where(leaf => leaf.Options.All(option => option.Name != "--json")).Select(PathOf));
    }

    internal static IEnumerable<Command> Commands(Command root) => root.Subcommands.SelectMany(Commands).Prepend(root);

    private static IEnumerable<Command> Leaves(Command root) => Commands(root).Where(command => command.Subcommands.Count == 0);

    private static string PathOf(Command command) => string.Join(' ', command.Parents.OfType<RootCommand>().Any()
        ? ["medusa", command.Name]
        : command.Parents.OfType<Command>().Take(1).Select(PathOf).Append(command.Name));
}
