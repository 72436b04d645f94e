using System.ComponentModel.DataAnnotations;
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
        var options = new WebOptions();
        var section = configuration.GetSection(WebOptions.Section);
        if (section[nameof(WebOptions.Enabled)] is null && configuration[EnabledVariable] is { } variable)
        {
            options.Enabled = variable.Trim().ToLowerInvariant() is not ("false" or "0" or "no");
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new GatewayStartException($"{error.Message} {error.InnerException?.Message}".Trim(), error);
        }

        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? options
            : throw new GatewayStartException($"{WebOptions.Section}: {string.Join(" ", results.Select(result => result.ErrorMessage))}");
    }
}
