using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary>Which environment a route is about. Asks the catalogue each time, because plugins come and go while the server runs, and keeps nothing of them.</summary>
/// <param name="catalogue">The environments.</param>
/// <param name="options">The default one.</param>
/// <param name="limits">The host's limit of rows.</param>
internal sealed class EnvironmentLookup(IEnvironmentCatalogue catalogue, GatewayOptions options, IOptions<EpisodesOptions> limits)
{
    /// <summary>The route value that names the environment.</summary>
    public const string RouteValue = "environment";

    /// <summary>Every environment.</summary>
    public IEnvironmentCatalogue Catalogue => catalogue;

    /// <summary>What loads plugins while the server runs; null where the catalogue is fixed.</summary>
    public IPluginHost? Host => catalogue as IPluginHost;

    /// <summary>The environment served at <c>/</c>; null where none is loaded.</summary>
    public LoadedEnvironment? Default => catalogue.Find(options.DefaultEnvironment) ?? catalogue.Environments.FirstOrDefault();

    /// <summary>An environment's reset options as this host takes them: row counts are bounded by its own limit.</summary>
    /// <param name="environment">The environment.</param>
    public ObjectDescriptor OptionsOf(EnvironmentDefinition environment) => RowLimit.Narrow(environment.Scenarios.Options, limits.Value.MaxRows);

    /// <summary>The name of the environment that a request's route is about; null at <c>/</c> where none is loaded.</summary>
    /// <param name="context">The request.</param>
    public string? NameOf(HttpContext context) => (context.Request.RouteValues[RouteValue] as string)?.ToLowerInvariant() ?? Default?.Definition.Name;

    /// <summary>The environment of a request's route, or null.</summary>
    /// <param name="context">The request.</param>
    public LoadedEnvironment? Find(HttpContext context) => context.Request.RouteValues[RouteValue] is string name ? catalogue.Find(name) : Default;

    /// <summary>The environment of a request's route; answers the refusal itself and returns null where there is none.</summary>
    /// <param name="context">The request.</param>
    public async ValueTask<LoadedEnvironment?> FindAsync(HttpContext context)
    {
        if (Find(context) is { } found)
        {
            return found;
        }

        await RefuseAsync(context);
        return null;
    }

    /// <summary>Answers that a request's route is about no environment of this server.</summary>
    /// <param name="context">The request.</param>
    public static Task RefuseAsync(HttpContext context) => Replies.RefuseAsync(context, context.Request.RouteValues[RouteValue] is string name
        ? new Problem(ProblemCode.UnknownEnvironment, $"unknown environment '{name}'")
        : new Problem(ProblemCode.PluginUnavailable, "No environment is loaded: install a plugin below plugins/.") { RetryAfterSeconds = 5 });

    /// <summary>The refusal of a session whose environment has gone since.</summary>
    /// <param name="name">The environment's name.</param>
    public static Problem Gone(string name) =>
        new(ProblemCode.PluginUnavailable, $"No plugin offers the environment '{name}' any more: install one, or use another environment.") { RetryAfterSeconds = 5 };
}
