using System.Net;
using Microsoft.Extensions.Configuration;

namespace Medusa.Gateway;

/// <summary>Reads and checks <see cref="GatewayOptions"/>.</summary>
internal static class GatewayOptionsReader
{
    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="arguments">What the host was told.</param>
    /// <exception cref="GatewayStartException">A value is missing, malformed or out of range, or the address needs keys.</exception>
    public static GatewayOptions Read(IConfiguration configuration, GatewayArguments arguments)
    {
        var options = OptionsSection.Bind<GatewayOptions>(configuration, GatewayOptions.Section);
        var section = configuration.GetSection(GatewayOptions.Section);
        options.DefaultEnvironment = arguments.DefaultEnvironment ?? options.DefaultEnvironment;
        options.Host = arguments.Host ?? section["Host"] ?? Variable(configuration, "HOST") ?? options.Host;
        options.Port = arguments.Port ?? (section["Port"] is null && Variable(configuration, "PORT") is { } port ? Number("PORT", port) : options.Port);
        if (section["MaxSessions"] is null && Variable(configuration, "MAX_CONCURRENT_ENVS") is { } sessions)
        {
            options.MaxSessions = Number("MAX_CONCURRENT_ENVS", sessions);
        }

        if (!MayServe(options) && arguments.FallbackKey is { } fallback)
        {
            options.Keys.Add(fallback);
        }

        Check(options);
        return options;
    }

    /// <summary>The address to listen on; null for all addresses.</summary>
    /// <param name="host">A host as <see cref="GatewayOptions.Host"/> takes it.</param>
    /// <exception cref="GatewayStartException">The text is no address.</exception>
    public static IPAddress? Address(string host) => host switch
    {
        "*" or "0.0.0.0" or "::" or "[::]" => null,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address)
            ? address
            : throw new GatewayStartException($"Cannot listen on '{host}': HOST takes an IP address, 'localhost', or '*' for all addresses."),
    };

    private static string? Variable(IConfiguration configuration, string name) => string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name];

    private static int Number(string name, string text) => int.TryParse(text, out var number)
        ? number
        : throw new GatewayStartException($"{name} is '{text}': it takes an integer.");

    private static void Check(GatewayOptions options)
    {
        OptionsSection.Check(options, GatewayOptions.Section);
        foreach (var key in options.Keys)
        {
            CheckKey(key);
        }

        if (options.Keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() != options.Keys.Count)
        {
            throw new GatewayStartException("Medusa:Keys: two keys have the same Id.");
        }

        if (!MayServe(options))
        {
            throw new GatewayStartException(
                $"Refusing to serve '{options.Host}' without API keys: make one ('medusa keys new'), configure Medusa:Keys (Id and Sha256 of each key), serve loopback only (HOST=127.0.0.1), or let everybody in who reaches the port (Medusa:AllowAnonymous=true).");
        }
    }

    private static bool MayServe(GatewayOptions options) =>
        options.Keys.Count > 0 || options.AllowAnonymous || HasStoredKeys(options) || (Address(options.Host) is { } address && IPAddress.IsLoopback(address));

    private static bool HasStoredKeys(GatewayOptions options)
    {
        try
        {
            return KeysFile.Read(options.KeysFile).Count > 0;
        }
        catch (KeysFileException error)
        {
            throw new GatewayStartException(error.Message, error);
        }
    }

    private static void CheckKey(ApiKeyOptions key)
    {
        if (KeyRules.WhyNot(key.Id, key.Sha256, key.Limits) is { } wrong)
        {
            throw new GatewayStartException($"Medusa:Keys: {wrong}");
        }
    }
}
