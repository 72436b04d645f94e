using Microsoft.Extensions.Configuration;

namespace Medusa.Gateway;

/// <summary>Reads and checks <see cref="TelemetryOptions"/>.</summary>
internal static class TelemetryOptionsReader
{
    private static readonly string[] EndpointVariables = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <returns>The options; null where nothing is exported.</returns>
    /// <exception cref="GatewayStartException">A value is malformed or out of range. The message never holds <see cref="TelemetryOptions.Headers"/>.</exception>
    public static TelemetryOptions? Read(IConfiguration configuration)
    {
        var options = OptionsSection.Read<TelemetryOptions>(configuration, TelemetryOptions.Section);
        if (string.IsNullOrWhiteSpace(options.Endpoint))
        {
            options.Endpoint = null;
            return EndpointVariables.Any(name => !string.IsNullOrWhiteSpace(configuration[name])) ? options : null;
        }

        return Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? options
            : throw new GatewayStartException($"{TelemetryOptions.Section}: Endpoint is not an http or https URL without user-info, such as http://collector:4317.");
    }
}
