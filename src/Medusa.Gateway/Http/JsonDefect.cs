using System.Text;

namespace Medusa.Gateway;

/// <summary>Why a text is not JSON, in the words of OpenEnv's servers.</summary>
/// <param name="Message">What was expected, without a full stop.</param>
/// <param name="Position">Where, in characters (code points) from 0.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
internal sealed record JsonDefect(string Message, int Position, int Line, int Column)
{
    /// <summary>Message and place, such as <c>Expecting value: line 1 column 1 (char 0)</c>.</summary>
    public override string ToString() => $"{Message}: line {Line} column {Column} (char {Position})";

    /// <summary>A defect at a byte position.</summary>
    /// <param name="message">What was expected.</param>
    /// <param name="json">The whole text.</param>
    /// <param name="bytePosition">Where it was expected.</param>
    public static JsonDefect At(string message, ReadOnlySpan<byte> json, int bytePosition)
    {
        var before = json[..Math.Min(bytePosition, json.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new JsonDefect(message, Characters(before), before.Count((byte)'\n') + 1, Characters(before[lineStart..]) + 1);
    }

    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        var units = Encoding.UTF8.GetCharCount(utf8);
        var fourByte = 0;
        foreach (var value in utf8)
        {
            fourByte += value >= 0xF0 ? 1 : 0;
        }

        return units - fourByte;
    }
}
