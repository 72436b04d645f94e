using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The seeds of the original: integers from 0 up, here to 2²⁵⁶, and the truth values, which Python counts as 1 and 0 but writes as <c>True</c> and
/// <c>False</c>. What it refuses is refused in the words of the Python operation that fails: a comparison, an index into the list of scenarios, or
/// numpy's seed sequence.
/// </summary>
internal sealed class V0SeedRule() : SeedRule(BigInteger.One << 256)
{
    private const int DigitsOfMaximum = 78;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement json, out Seed seed, out string error)
    {
        seed = default;
        error = "";
        switch (json.ValueKind)
        {
            case JsonValueKind.True:
                seed = new Seed(BigInteger.One, "True");
                return true;
            case JsonValueKind.False:
                seed = new Seed(BigInteger.Zero, "False");
                return true;
            case JsonValueKind.Number:
                return TryReadNumber(json, out seed, out error);
            default:
                error = $"'<=' not supported between instances of 'int' and '{PythonType(json.ValueKind)}'";
                return false;
        }
    }

    private bool TryReadNumber(JsonElement json, out Seed seed, out string error)
    {
        seed = default;
        error = "";
        var text = json.GetRawText();
        if (!IsDigits(text))
        {
            var number = json.GetDouble();
            error = number is >= 0 and <= 3
                ? "list indices must be integers or slices, not float"
                : $"SeedSequence expects int or sequence of ints for entropy not {(double.IsFinite(number) ? PythonFormat.Repr(number) : "inf")}";
            return false;
        }

        if (text[0] == '-' && text.AsSpan(1).ContainsAnyExcept('0'))
        {
            error = "expected non-negative integer";
            return false;
        }

        if (text.Length > DigitsOfMaximum + 1 || BigInteger.Parse(text, CultureInfo.InvariantCulture) > Maximum)
        {
            error = "A seed is at most 2**256.";
            return false;
        }

        seed = Seed.Of(BigInteger.Parse(text, CultureInfo.InvariantCulture));
        return true;
    }

    private static string PythonType(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => "NoneType",
    };
}
