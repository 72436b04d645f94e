using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Medusa.Gateway;

/// <summary>Reads and checks an options class that stands in a section of its own.</summary>
internal static class OptionsSection
{
    /// <summary>Reads the options and checks them.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The section.</param>
    /// <exception cref="GatewayStartException">A value is missing, malformed or out of range.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = Bind<T>(configuration, section);
        Check(options, section);
        return options;
    }

    /// <summary>Reads the options unchecked, for who sets more of them before.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The section.</param>
    /// <exception cref="GatewayStartException">A value is malformed.</exception>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new GatewayStartException($"{error.Message} {error.InnerException?.Message}".Trim(), error);
        }

        return options;
    }

    /// <summary>Checks options that were read.</summary>
    /// <param name="options">The options.</param>
    /// <param name="section">Their section.</param>
    /// <exception cref="GatewayStartException">A value is out of range.</exception>
    public static void Check(object options, string section)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            throw new GatewayStartException(string.Join(" ", results.Select(result => $"{section}: {result.ErrorMessage}")));
        }
    }
}
