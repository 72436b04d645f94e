using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Gateway;

namespace Medusa.Cli.Doctor;

/// <summary><c>medusa doctor</c>: what is wrong with this machine's set-up, and what to do.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Host = new("--host") { Description = "The address to listen on, as for 'serve'.", HelpName = "ADDRESS" };
    private static readonly Option<int?> Port = new("--port") { Description = "The port, as for 'serve'.", HelpName = "PORT" };
    private static readonly Option<string?> Engine = new("--engine") { Description = "The engine, as for 'serve'.", HelpName = "NAME" };
    private static readonly Option<string?> Server = ServerOption.Create("Looks at this running server too; the key, where it wants one, stands in the URL's user-info.");
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "doctor",
            "Says what is wrong with this machine's set-up and what to do. Reads the settings that 'serve' would read, which may follow as --Medusa:Name=value, and changes nothing.",
            new Example("medusa doctor", "before the first 'medusa serve'"),
            new Example("medusa doctor --host 0.0.0.0 --port 80 --Medusa:Journal:Path=/srv/medusa.db", "with the settings that a server shall get"),
            new Example("medusa doctor --url http://127.0.0.1:8000 --json", "with a server that runs, for programs"))
        { Host, Port, Engine, Server, Json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var settings = ServerSettings.Read(new GatewayArguments
        {
            CommandLine = Settings.Of(parsed.UnmatchedTokens, "medusa doctor --help"),
            Host = parsed.GetValue(Host),
            Port = parsed.GetValue(Port),
            Engine = parsed.GetValue(Engine),
        });
        var findings = await Examination.RunAsync(Checks.Of(settings, ServerOption.Read(parsed, Server)), cancellation);
        if (parsed.GetValue(Json))
        {
            WriteJson(terminal, findings);
        }
        else
        {
            WriteTable(terminal, findings);
        }

        return Count(findings, Level.Problem) == 0 ? ExitCode.Done : ExitCode.Different;
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        var grid = new Grid("level", "check", "finding", "what to do");
        foreach (var finding in findings)
        {
            grid.Add(new Cell(Word(finding.Level), ToneOf(finding.Level)), finding.Check, finding.Text, finding.Cure ?? "");
        }

        grid.Write(terminal);
        terminal.Out.WriteLine($"{Counted(Count(findings, Level.Problem), "problem")}, {Counted(Count(findings, Level.Warning), "warning")}.");
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<Finding> findings) => terminal.WriteJson(new
    {
        problems = Count(findings, Level.Problem),
        warnings = Count(findings, Level.Warning),
        findings = findings.Select(finding => new { check = finding.Check, level = finding.Level.ToString().ToLowerInvariant(), text = finding.Text, cure = finding.Cure }),
    });

    private static int Count(IReadOnlyList<Finding> findings, Level level) => findings.Count(finding => finding.Level == level);

    private static string Counted(int count, string what) => count switch
    {
        0 => $"no {what}",
        1 => $"1 {what}",
        _ => $"{count} {what}s",
    };

    private static string Word(Level level) => level switch
    {
        Level.Ok => "ok",
        Level.Warning => "warning",
        _ => "PROBLEM",
    };

    private static Tone ToneOf(Level level) => level switch
    {
        Level.Ok => Tone.Good,
        Level.Warning => Tone.Doubtful,
        _ => Tone.Bad,
    };
}
