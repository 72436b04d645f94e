namespace Medusa.Documentation.Tests.CommandLine;

/// <summary>The command line's page says what its verbs, options and exit codes are.</summary>
public sealed class CommandPage_should
{
    private const string Page = "docs/cli.md";

    [Fact]
    public void Have_every_verb_option_and_exit_code_as_the_code_has_it() => Repository.AssertHolds(Page, CommandPage.Renew(Repository.Read(Page)));
}
