using Microsoft.Extensions.Configuration;

namespace Medusa.Gateway;

/// <summary>Reads and checks <see cref="WebOptions"/>.</summary>
internal static class WebOptionsReader
{
    private const string EnabledVariable = "ENABLE_WEB_INTERFACE";

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <exception cref="GatewayStartException">A value is malformed.</exception>
    public static WebOptions Read(IConfiguration configuration)
    {
        var options = OptionsSection.Read<WebOptions>(configuration, WebOptions.Section);
        if (configuration[$"{WebOptions.Section}:{nameof(WebOptions.Enabled)}"] is null && configuration[EnabledVariable] is { } variable)
        {
            options.Enabled = variable.Trim().ToLowerInvariant() is not ("false" or "0" or "no");
        }

        return options;
    }
}
