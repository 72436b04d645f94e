using System.Text.Json;

namespace Medusa.Client;

/// <summary>An environment that the server offers.</summary>
/// <param name="Name">The name to start episodes by.</param>
/// <param name="Version">The version of its behaviour.</param>
/// <param name="Description">What it is.</param>
public sealed record EnvironmentInfo(string Name, string Version, string Description)
{
    /// <summary>Where its code came from: id, version and SHA-256.</summary>
    public JsonElement Plugin { get; init; }

    /// <summary>The JSON schema of an action, as sent.</summary>
    public JsonElement Action { get; init; }

    /// <summary>The actions with the JSON schemas of their parameters, as sent.</summary>
    public JsonElement Actions { get; init; }

    /// <summary>The observation's fields, as sent.</summary>
    public JsonElement Observation { get; init; }

    /// <summary>The tasks, as sent.</summary>
    public JsonElement Tasks { get; init; }

    /// <summary>The scripted policies, as sent.</summary>
    public JsonElement Policies { get; init; }
}
