using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /live</c>: whether the process works. Where it does not, only a restart helps; what heals by itself is told by <c>/ready</c>.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class LiveRoute(IEpisodeEngine engine)
{
    /// <summary>Says <c>live</c>, or with 503 why it is not.</summary>
    /// <param name="context">The request.</param>
    public Task ShowAsync(HttpContext context)
    {
        var reason = engine.WhyNotLive;
        var json = new JsonBuffer();
        json.Record(Record.Of(("status", reason ?? "live")));
        return Replies.JsonAsync(context, json.WrittenMemory, reason is null ? 200 : 503);
    }
}
