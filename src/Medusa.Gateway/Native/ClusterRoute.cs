using System.Collections.Immutable;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /v1/cluster</c>: the nodes, and what each runs and offers.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class ClusterRoute(IEpisodeEngine engine)
{
    /// <summary>Shows the nodes: without a cluster, this one.</summary>
    /// <param name="context">The request.</param>
    public async Task ShowAsync(HttpContext context)
    {
        var cluster = await engine.StatusAsync(context.RequestAborted);
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("engine"u8);
        json.Text(cluster.Engine);
        json.Name("nodes"u8);
        json.StartList();
        foreach (var node in cluster.Nodes)
        {
            Write(node, json);
        }

        json.EndList();
        json.EndObject();
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    private static void Write(NodeStatus node, JsonBuffer json)
    {
        json.StartObject();
        json.Name("id"u8);
        json.Text(node.Name);
        json.Name("address"u8);
        json.Text(node.Address);
        json.Name("roles"u8);
        json.Value(Value.List(node.Roles));
        json.Name("status"u8);
        json.Text(node.Status);
        json.Name("leader"u8);
        json.Boolean(node.IsLeader);
        json.Name("self"u8);
        json.Boolean(node.IsSelf);
        json.Name("shards"u8);
        WriteCount(node.Shards, json);
        json.Name("episodes"u8);
        WriteCount(node.Episodes, json);
        json.Name("environments"u8);
        json.Value(Value.List(node.Environments));
        json.Name("plugins"u8);
        WritePlugins(node.Plugins, json);
        json.Name("unanswered"u8);
        json.Text(node.Unanswered);
        json.EndObject();
    }

    private static void WritePlugins(ImmutableArray<NodePlugin> plugins, JsonBuffer json)
    {
        json.StartList();
        foreach (var plugin in plugins)
        {
            PluginJson.Write(plugin, json);
        }

        json.EndList();
    }

    private static void WriteCount(int? count, JsonBuffer json)
    {
        if (count is { } known)
        {
            json.Integer(known);
        }
        else
        {
            json.Null();
        }
    }
}
