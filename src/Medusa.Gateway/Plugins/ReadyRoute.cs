using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /ready</c>: whether episodes can be started. <c>/health</c> says that the process is alive, which it is either way.</summary>
/// <param name="environments">The environments.</param>
/// <param name="readiness">Whether the server is ready.</param>
internal sealed class ReadyRoute(EnvironmentLookup environments, Readiness readiness)
{
    /// <summary>Answers 200 or 503.</summary>
    /// <param name="context">The request.</param>
    public Task ShowAsync(HttpContext context)
    {
        var names = environments.Catalogue.Environments.Select(environment => environment.Definition.Name).ToArray();
        var missing = environments.Host?.MissingEnvironments ?? [];
        var reason = readiness.WhyNot();
        var json = new JsonBuffer();
        json.Record(Record.Of(("status", reason ?? "ready"), ("environments", Value.List(names)), ("missing", Value.List(missing))));
        return Replies.JsonAsync(context, json.WrittenMemory, reason is null ? 200 : 503);
    }
}
