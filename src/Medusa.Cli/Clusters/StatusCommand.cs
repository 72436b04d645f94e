using System.CommandLine;
using System.Globalization;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;

namespace Medusa.Cli.Clusters;

/// <summary><c>medusa cluster status</c>: the nodes with what they run and offer; a table.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Server = ServerOption.Create($"Any node's server; default: {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object, as GET /v1/cluster answers it.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "status",
            "Shows the nodes: roles, status, shards, episodes and environments.",
            new Example("medusa cluster status", "asks the server at port 8000"),
            new Example("medusa cluster status --url http://127.0.0.1:8001 --json", "asks another node, for programs"))
        { Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var client = new MedusaClient(ServerOption.Read(parsed, Server) ?? ServerOption.Usual);
        if (parsed.GetValue(Json))
        {
            terminal.Out.WriteLine((await client.GetAsync("v1/cluster", cancellation)).GetRawText());
            return ExitCode.Done;
        }

        var cluster = await client.GetClusterAsync(cancellation);
        var grid = new Grid("node", "status", "address", "roles", "shards#", "episodes#", "environments");
        foreach (var node in cluster.Nodes)
        {
            grid.Add(Cells(node));
        }

        grid.Write(terminal);
        terminal.Out.WriteLine($"{cluster.Nodes.Count} {(cluster.Nodes.Count == 1 ? "node" : "nodes")}, engine {cluster.Engine}.");
        foreach (var node in cluster.Nodes.Where(node => node.Unanswered is not null))
        {
            terminal.Warn($"{node.Id}: {node.Unanswered}");
        }

        return ExitCode.Done;
    }

    private static Cell[] Cells(ClusterNode node) =>
    [
        node.Id,
        new(node.Leader ? $"{node.Status} (leader)" : node.Status, node.Status switch { "up" => Tone.Good, "unreachable" or "down" => Tone.Bad, _ => Tone.Doubtful }),
        node.Address ?? "-",
        string.Join(", ", node.Roles),
        Count(node.Shards),
        Count(node.Episodes),
        node.Environments.Count == 0 ? "-" : string.Join(", ", node.Environments),
    ];

    private static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
