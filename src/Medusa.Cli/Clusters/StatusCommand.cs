using System.CommandLine;
using System.Globalization;
using Medusa.Client;
using Spectre.Console;

namespace Medusa.Cli.Clusters;

/// <summary><c>medusa cluster status</c>: the nodes with what they run and offer; a table for a person, a line a node for a program.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Server = ServerOption.Create($"Any node's server; default: {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");
    private static readonly Option<bool> Json = new("--json") { Description = "Prints one JSON object, as GET /v1/cluster answers it." };

    internal static Command Create(Terminal terminal)
    {
        var command = new Command("status", "Shows the nodes: roles, status, shards, episodes and environments.") { Server, Json };
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
        if (terminal.IsRead)
        {
            Draw(terminal, cluster);
        }
        else
        {
            foreach (var node in cluster.Nodes)
            {
                terminal.Out.WriteLine(string.Join('\t', Cells(node)));
            }
        }

        foreach (var node in cluster.Nodes.Where(node => node.Unanswered is not null))
        {
            terminal.Error.WriteLine($"medusa: {node.Id}: {node.Unanswered}");
        }

        return ExitCode.Done;
    }

    private static void Draw(Terminal terminal, ClusterInfo cluster)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("node").NoWrap()).AddColumn(new TableColumn("status").NoWrap()).AddColumns("address", "roles", "shards", "episodes", "environments");
        foreach (var node in cluster.Nodes)
        {
            table.AddRow(Cells(node).Select(cell => new Text(cell.Replace(",", ", ", StringComparison.Ordinal))));
        }

        terminal.Tables().Write(table);
        terminal.Out.WriteLine($"{cluster.Nodes.Count} {(cluster.Nodes.Count == 1 ? "node" : "nodes")}, engine {cluster.Engine}.");
    }

    private static string[] Cells(ClusterNode node) =>
    [
        node.Id,
        node.Leader ? $"{node.Status} (leader)" : node.Status,
        node.Address ?? "-",
        string.Join(',', node.Roles),
        Count(node.Shards),
        Count(node.Episodes),
        node.Environments.Count == 0 ? "-" : string.Join(',', node.Environments),
    ];

    private static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
