using System.ComponentModel.DataAnnotations;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a configured API key must look like.</summary>
internal static class KeyRules
{
    private const int MaxIdLength = 64;

    /// <summary>What is wrong with a key, in one sentence; null where nothing is.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="limits">What it may use; null for the defaults.</param>
    public static string? WhyNot(string? id, string? sha256, KeyLimits? limits)
    {
        if (WhyNotId(id) is { } wrong)
        {
            return wrong;
        }

        if (sha256 is not { Length: 2 * KeyHash.Bytes } || !sha256.All(char.IsAsciiHexDigit))
        {
            return $"Sha256 of '{id}' is not 64 hexadecimal digits.";
        }

        var results = new List<ValidationResult>();
        return limits is null || Validator.TryValidateObject(limits, new ValidationContext(limits), results, validateAllProperties: true)
            ? null
            : $"the limits of '{id}': {results[0].ErrorMessage}";
    }

    /// <summary>What is wrong with an id, in one sentence; null where nothing is.</summary>
    /// <param name="id">The id.</param>
    public static string? WhyNotId(string? id) =>
        id is not { Length: > 0 and <= MaxIdLength } || id.Any(unit => !char.IsAsciiLetterOrDigit(unit) && unit is not ('.' or '_' or '-'))
            ? $"the Id '{id}' is not 1 to 64 characters of A-Z a-z 0-9 . _ -."
            : id == Owner.Anonymous.Value ? "the Id 'anonymous' is reserved for servers without keys." : null;
}
