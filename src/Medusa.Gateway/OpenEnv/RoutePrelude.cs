using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>What routes of an environment have in common: the environment is found and the body read before they run, and what goes wrong there is answered.</summary>
/// <param name="environments">The environments.</param>
/// <param name="episodes">The callers' episodes: they go on when their environment is not offered any more.</param>
/// <param name="options">The limits.</param>
internal sealed class RoutePrelude(EnvironmentLookup environments, HttpEpisodes episodes, GatewayOptions options)
{
    /// <summary>A route about an environment that is offered.</summary>
    /// <param name="handle">The route.</param>
    public RequestDelegate Environment(Func<HttpContext, LoadedEnvironment, Task> handle) => async context =>
    {
        if (await environments.FindAsync(context) is { } environment)
        {
            await AnswerFaultsAsync(context, handle(context, environment));
        }
    };

    /// <summary>A route about an environment that is offered, with a JSON object as its body.</summary>
    /// <param name="handle">The route.</param>
    public RequestDelegate EnvironmentWithBody(Func<HttpContext, LoadedEnvironment, JsonRequest, Task> handle) => async context =>
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is not null)
        {
            await handle(context, environment, request);
        }
    };

    /// <summary>A route about an episode of the environment with the name that the route gets.</summary>
    /// <param name="handle">The route.</param>
    public RequestDelegate Episode(Func<HttpContext, string, Task> handle) => async context =>
    {
        if (await NameAsync(context) is { } name)
        {
            await handle(context, name);
        }
    };

    /// <summary>A route about an episode of the environment with the name that the route gets, with a JSON object as its body.</summary>
    /// <param name="handle">The route.</param>
    public RequestDelegate EpisodeWithBody(Func<HttpContext, string, JsonRequest, Task> handle) => async context =>
    {
        if (await NameAsync(context) is not { } name)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is not null)
        {
            await handle(context, name, request);
        }
    };

    private static async Task AnswerFaultsAsync(HttpContext context, Task handling)
    {
        try
        {
            await handling;
        }
        catch (PluginCallException fault)
        {
            await Replies.RefuseAsync(context, fault.Problem);
        }
    }

    private async ValueTask<string?> NameAsync(HttpContext context)
    {
        if (environments.NameOf(context) is { } name && (environments.Find(context) is not null || episodes.Has(context.Owner(), name)))
        {
            return name;
        }

        await EnvironmentLookup.RefuseAsync(context);
        return null;
    }
}
