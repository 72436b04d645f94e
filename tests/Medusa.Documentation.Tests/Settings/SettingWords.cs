using System.Text.RegularExpressions;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>What the <c>value</c> of an option's comment says: range, default, and the rest.</summary>
/// <param name="Range">What it takes, with the unit.</param>
/// <param name="Default">What holds where nothing is given.</param>
/// <param name="Rest">What follows.</param>
internal sealed partial record SettingWords(string Range, string Default, string Rest)
{
    /// <summary>Parts a text such as <c>1 to 60 s; default 8 s. Ignored by …</c>.</summary>
    /// <param name="value">The text of <c>value</c>.</param>
    public static SettingWords Parse(string value)
    {
        var match = Default_().Match(value);
        if (!match.Success)
        {
            return new(value.TrimEnd('.'), "", "");
        }

        var range = value[..match.Index].Trim().TrimEnd('.', ';');
        return new(range, match.Groups["default"].Value.Trim(), value[(match.Index + match.Length)..].Trim());
    }

    [GeneratedRegex(@"(^|[.;,] )[Dd]efault:? (?<default>.+?)(?<end>\.(?= [A-Z]|$)|$)")]
    private static partial Regex Default_();
}
