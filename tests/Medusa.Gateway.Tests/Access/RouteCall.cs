using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>A request to a route of a server that names an episode wherever it can: the path, the URL's parameters and the body.</summary>
public sealed partial record RouteCall(string Method, string Pattern, string Path, string? Body)
{
    private const string Step = "{\"action\":{\"action\":\"SYNC_CHECK\"},\"episode_id\":\"@\"}";

    /// <summary>What routes get that have their own way of naming an episode. Every other one gets <see cref="Anything"/>.</summary>
    private static readonly Dictionary<string, (string? Query, string? Body)> Special = new()
    {
        ["POST /step"] = (null, Step),
        ["POST /reset"] = (null, "{\"seed\":1,\"fork_from\":\"@\"}"),
        ["POST /grader"] = (null, "{\"episode_id\":\"@\",\"task_id\":\"clean_pipeline\"}"),
        ["GET /state"] = ("episode_id=@", null),
        ["POST /mcp"] = (null, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"start_episode\",\"arguments\":{\"fork_from\":\"@\"}}}"),
        ["POST /v1/episodes"] = (null, "{\"environment\":\"medusa\",\"seed\":5,\"request_id\":\"request-of-@\"}"),
        ["DELETE /v1/episodes"] = ("group=@", null),
        ["POST /v1/steps"] = (null, "{\"steps\":[" + Step + "]}"),
        ["POST /v1/episodes/{id}/step"] = (null, "{\"action\":{\"action\":\"SYNC_CHECK\"}}"),
        ["POST /v1/episodes/{id}/fork"] = (null, "{}"),
        ["POST /v1/episodes/{id}/verify"] = (null, null),
        ["POST /v1/episodes/{id}/agent_token"] = (null, "{}"),
    };

    private const string Anything = "{\"episode_id\":\"@\",\"id\":\"@\",\"group\":\"@\",\"fork_from\":\"@\",\"parent\":\"@\",\"after\":\"@\",\"label\":\"label-of-@\",\"split\":\"train\"}";

    /// <summary>Whether the path names an episode.</summary>
    public bool NamesEpisode => Pattern.Contains("/v1/episodes/{id}", StringComparison.Ordinal);

    /// <summary>Whether the answer never ends.</summary>
    public bool IsStream => Pattern is "/v1/events";

    /// <summary>Whether the route is for sockets.</summary>
    public bool IsSocket => Method == "GET" && (Pattern.EndsWith("/ws", StringComparison.Ordinal) || Pattern.EndsWith("/mcp", StringComparison.Ordinal));

    /// <summary>A request to every route that the server has, whoever added it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="episode">The episode to name.</param>
    /// <param name="environment">The environment to name.</param>
    public static IReadOnlyList<RouteCall> All(GatewayServer server, string episode, string environment = "medusa") =>
    [
        .. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => Of(method, "/" + route.RoutePattern.RawText!.TrimStart('/'), episode, environment))),
    ];

    public override string ToString() => $"{Method} {Path}";

    private static RouteCall Of(string method, string pattern, string episode, string environment)
    {
        var key = $"{method} {pattern.Replace("/envs/{environment}", "")}";
        var path = Value().Replace(pattern, value => value.Groups["name"].Value switch
        {
            "environment" => environment,
            "env" => environment,
            "name" => "silver",
            _ => episode,
        });
        var (query, body) = Special.TryGetValue(key, out var own) ? own : (null, method is "POST" or "PUT" or "PATCH" ? Anything : null);
        return new RouteCall(method, pattern, query is null ? path : $"{path}?{query.Replace("@", episode)}", body?.Replace("@", episode));
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z_]+)[^}]*\}")]
    private static partial Regex Value();
}
