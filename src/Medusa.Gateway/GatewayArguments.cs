using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway;

/// <summary>What a host passes to <see cref="MedusaGateway.Build"/>. What is null is taken from the configuration.</summary>
public sealed record GatewayArguments
{
    /// <summary>Configuration on the command line, such as <c>--Medusa:MaxSessions=100</c>.</summary>
    public string[] CommandLine { get; init; } = [];

    /// <summary>The address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all.</summary>
    public string? Host { get; init; }

    /// <summary>The port to listen on; 0 takes any free one.</summary>
    public int? Port { get; init; }

    /// <summary>The environment to serve at <c>/</c>.</summary>
    public string? DefaultEnvironment { get; init; }

    /// <summary>What runs episodes: <see cref="EngineOptions.Engine"/>.</summary>
    public string? Engine { get; init; }

    /// <summary>The API key that is taken where the configuration has none and the address must not be served without; null refuses the start.</summary>
    public ApiKeyOptions? FallbackKey { get; init; }

    /// <summary>Configuration that wins over files, variables and the command line, such as <c>Medusa:MaxSessions</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Registers services after the gateway's own: what it registers wins.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
