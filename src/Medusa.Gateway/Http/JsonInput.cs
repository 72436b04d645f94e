using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Medusa.Gateway;

/// <summary>Parses what clients send: strict JSON in valid UTF-8, nested no deeper than allowed, without unpaired surrogates.</summary>
internal static class JsonInput
{
    private const int MaxExplainedBytes = 1 << 20;

    /// <summary>Parses one JSON text.</summary>
    /// <param name="json">UTF-8; must stay unchanged while the document is used.</param>
    /// <param name="maxDepth">The greatest nesting.</param>
    /// <param name="document">The document, to be disposed of, where the result is true.</param>
    /// <param name="defect">What is wrong, where the result is false.</param>
    public static bool TryParse(ReadOnlyMemory<byte> json, int maxDepth, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out JsonDefect? defect)
    {
        document = null;
        if (!Utf8.IsValid(json.Span))
        {
            defect = new JsonDefect("The text is not valid UTF-8", 0, 1, 1);
            return false;
        }

        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
        }
        catch (JsonException error)
        {
            defect = Explain(json.Span, maxDepth, error);
            return false;
        }

        if (LoneSurrogate(json.Span) is var position && position >= 0)
        {
            document.Dispose();
            document = null;
            defect = JsonDefect.At("A string holds an unpaired surrogate", json.Span, position);
            return false;
        }

        defect = null;
        return true;
    }

    private static JsonDefect Explain(ReadOnlySpan<byte> json, int maxDepth, JsonException error)
    {
        if (json.Length > MaxExplainedBytes)
        {
            return new JsonDefect("The text is not JSON", (int)(error.BytePositionInLine ?? 0), (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1);
        }

        return new JsonFault(json, maxDepth).Find();
    }

    /// <summary>The byte position of an escaped surrogate without its partner, or −1.</summary>
    private static int LoneSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
        {
            return -1;
        }

        for (var at = 0; at < json.Length - 1; at++)
        {
            if (json[at] != '\\')
            {
                continue;
            }

            if (json[at + 1] != 'u')
            {
                at++;
                continue;
            }

            switch (SurrogateAt(json, at))
            {
                case < 0:
                    at += 5;
                    break;
                case 0 when at + 11 < json.Length && json[at + 6] == '\\' && json[at + 7] == 'u' && SurrogateAt(json, at + 6) == 1:
                    at += 11;
                    break;
                default:
                    return at;
            }
        }

        return -1;
    }

    /// <summary>0 for the first half of a pair, 1 for the second, −1 for any other character, of the escape at a position.</summary>
    private static int SurrogateAt(ReadOnlySpan<byte> json, int at)
    {
        if ((json[at + 2] | 0x20) != 'd')
        {
            return -1;
        }

        return (json[at + 3] | 0x20) switch
        {
            '8' or '9' or 'a' or 'b' => 0,
            'c' or 'd' or 'e' or 'f' => 1,
            _ => -1,
        };
    }
}
