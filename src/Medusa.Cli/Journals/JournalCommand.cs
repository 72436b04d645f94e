using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Cli.Serving;
using Medusa.Gateway;

namespace Medusa.Cli.Journals;

/// <summary><c>medusa journal</c>: looks after the journal's database.</summary>
internal static class JournalCommand
{
    private static readonly Option<string?> GrantTo = new("--grant-to") { Description = "A database role that may then read and write the tables, such as the servers'. It must exist.", HelpName = "ROLE" };
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal) => new Verb("journal", "Looks after the journal's database.") { Migrate(terminal) };

    private static Command Migrate(Terminal terminal)
    {
        var command = new Verb(
            "migrate",
            "Makes and migrates the tables of the PostgreSQL journal, and ends. Settings follow as --Medusa:Name=value; variables count as for 'serve'. Doing it again changes nothing.",
            new Example("medusa journal migrate --grant-to medusa_server --Medusa:Journal:Kind=postgresql", "for servers that may not make tables; the connection string stands in Medusa__Journal__ConnectionString"))
        { GrantTo, Json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => MigrateAsync(Settings.Of(parsed.UnmatchedTokens, "medusa journal migrate --help"), parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> MigrateAsync(string[] settings, ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var (schema, applied) = await JournalMigration.RunAsync(settings, parsed.GetValue(GrantTo), cancellation);
            if (parsed.GetValue(Json))
            {
                terminal.WriteJson(new { schema, applied });
                return ExitCode.Done;
            }

            terminal.Out.WriteLine(applied == 0 ? $"The journal has schema {schema} already." : $"The journal has schema {schema} now (migrations made: {applied}).");
            return ExitCode.Done;
        }
        catch (GatewayStartException failure)
        {
            throw new CommandException(ExitCode.Server, failure.Message.ReplaceLineEndings(" "));
        }
    }
}
