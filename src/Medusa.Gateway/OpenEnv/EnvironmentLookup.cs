using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Which environment a route is about.</summary>
/// <param name="catalogue">The environments.</param>
/// <param name="options">The default one.</param>
internal sealed class EnvironmentLookup(IEnvironmentCatalogue catalogue, GatewayOptions options)
{
    /// <summary>The route value that names the environment.</summary>
    public const string RouteValue = "environment";

    /// <summary>Every environment.</summary>
    public IEnvironmentCatalogue Catalogue => catalogue;

    /// <summary>The environment served at <c>/</c>; null where none is loaded.</summary>
    public LoadedEnvironment? Default => catalogue.Find(options.DefaultEnvironment) ?? catalogue.Environments.FirstOrDefault();

    /// <summary>Whether the request's route names an environment.</summary>
    /// <param name="context">The request.</param>
    public bool IsNamed(HttpContext context) => context.Request.RouteValues.ContainsKey(RouteValue);

    /// <summary>The environment of a request's route; answers the refusal itself and returns null where there is none.</summary>
    /// <param name="context">The request.</param>
    public async ValueTask<LoadedEnvironment?> FindAsync(HttpContext context)
    {
        var name = context.Request.RouteValues[RouteValue] as string;
        if ((name is null ? Default : catalogue.Find(name)) is { } found)
        {
            return found;
        }

        await Replies.RefuseAsync(context, name is null
            ? new Problem(ProblemCode.PluginUnavailable, "No environment is loaded: install a plugin below plugins/.") { RetryAfterSeconds = 5 }
            : new Problem(ProblemCode.UnknownEnvironment, $"unknown environment '{name}'"));
        return null;
    }
}
