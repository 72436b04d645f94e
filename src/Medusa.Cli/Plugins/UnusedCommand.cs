using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin unused</c>: which of a server's plugins an image may drop, and what must stay for which episodes.</summary>
internal static class UnusedCommand
{
    private static readonly Option<string?> Server = ServerOption.Create(
        $"The server; the key, where it wants one, stands in the URL's user-info. Default: {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");

    private static readonly Option<bool> Json = JsonOption.Create("Prints the server's answer, one JSON object.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "unused",
            "Says which of a server's plugins an image may drop because nothing needs them, and what the others are needed for.",
            new Example("medusa plugin unused", "asks the server at port 8000"))
        { Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var client = new MedusaClient(ServerOption.Read(parsed, Server) ?? ServerOption.Usual);
        var answer = await client.GetAsync("v1/plugins/unused", cancellation);
        if (parsed.GetValue(Json))
        {
            terminal.Out.WriteLine(answer.GetRawText());
        }
        else
        {
            PluginNeedReport.Write(answer, terminal.Out);
        }

        return ExitCode.Done;
    }
}
