using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Canonical JSON: UTF-8, no blanks, fields in their declared order, integers as digits, doubles in the shortest form that reads back equal, with a point or an
/// exponent, −0 as 0.0, no NaN and no infinities (written as null).
/// </summary>
public static class CanonicalJson
{
    /// <summary>The value's canonical bytes.</summary>
    /// <param name="value">Any value.</param>
    public static byte[] Bytes(Value value)
    {
        var json = new JsonBuffer();
        json.Value(value);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>The value's canonical text.</summary>
    /// <param name="value">Any value.</param>
    public static string Text(Value value)
    {
        var json = new JsonBuffer();
        json.Value(value);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
