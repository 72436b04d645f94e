using System.Numerics;
using System.Text.Json;

namespace Medusa.Operators.Abstractions;

/// <summary>Which seeds an environment takes. The default takes the integers 0 to 2⁵³ − 1 and nothing else: <c>true</c> and <c>1.0</c> are no integers.</summary>
public class SeedRule
{
    /// <summary>The greatest seed of the default rule, 2⁵³ − 1: the greatest integer that every JSON reader keeps.</summary>
    public static readonly BigInteger DefaultMaximum = (1L << 53) - 1;

    /// <summary>The rule that takes 0 to 2⁵³ − 1.</summary>
    public static SeedRule Default { get; } = new(DefaultMaximum);

    /// <summary>A rule that takes the integers from 0 to <paramref name="maximum"/>.</summary>
    /// <param name="maximum">The greatest seed.</param>
    public SeedRule(BigInteger maximum) => Maximum = maximum;

    /// <summary>The greatest seed.</summary>
    public BigInteger Maximum { get; }

    /// <summary>Reads a seed.</summary>
    /// <param name="json">The JSON value given; never null or undefined.</param>
    /// <param name="seed">The seed, where the result is true.</param>
    /// <param name="error">What is wrong with it, in one sentence, where the result is false.</param>
    public virtual bool TryRead(JsonElement json, out Seed seed, out string error)
    {
        seed = default;
        error = $"A seed is an integer from 0 to {Maximum}.";
        if (json.ValueKind != JsonValueKind.Number || !IsDigits(json.GetRawText()))
        {
            return false;
        }

        var text = json.GetRawText();
        if (text.Length > 80 || !BigInteger.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        if (number < 0 || number > Maximum)
        {
            return false;
        }

        seed = Seed.Of(number);
        return true;
    }

    /// <summary>A seed for an episode that was given none.</summary>
    /// <param name="bits">64 random bits.</param>
    public virtual Seed Draw(ulong bits) => Seed.Of(Maximum >= DefaultMaximum ? bits >> 11 : bits % (ulong)(Maximum + 1));

    /// <summary>Whether a JSON number is written as an integer: an optional minus and digits.</summary>
    /// <param name="text">A JSON number.</param>
    protected static bool IsDigits(string text) => !text.AsSpan().TrimStart('-').ContainsAnyExceptInRange('0', '9');
}
