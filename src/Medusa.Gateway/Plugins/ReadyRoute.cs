using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /ready</c>: whether episodes can be started. <c>/health</c> says that the process is alive, which it is either way.</summary>
/// <param name="environments">The environments.</param>
/// <param name="engine">Where episodes run.</param>
internal sealed class ReadyRoute(EnvironmentLookup environments, IEpisodeEngine engine)
{
    /// <summary>Ready means that an environment is loaded, that no required one is missing and that the engine takes requests.</summary>
    /// <param name="context">The request.</param>
    public Task ShowAsync(HttpContext context)
    {
        var names = environments.Catalogue.Environments.Select(environment => environment.Definition.Name).ToArray();
        var missing = environments.Host?.MissingEnvironments ?? [];
        var reason = !missing.IsEmpty ? $"required environments are missing or failing: {string.Join(", ", missing)}" : names.Length == 0 ? "no environment is loaded" : engine.WhyNotReady;
        var json = new JsonBuffer();
        json.Record(Record.Of(("status", reason ?? "ready"), ("environments", Value.List(names)), ("missing", Value.List(missing))));
        return Replies.JsonAsync(context, json.WrittenMemory, reason is null ? 200 : 503);
    }
}
