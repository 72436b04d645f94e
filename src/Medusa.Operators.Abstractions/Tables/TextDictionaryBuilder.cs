namespace Medusa.Operators.Abstractions;

/// <summary>Collects distinct texts for a <see cref="TextDictionary"/>. Not thread-safe.</summary>
public sealed class TextDictionaryBuilder
{
    private readonly List<string> texts = [];
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);

    /// <summary>The code of <paramref name="text"/>, new where it is seen for the first time.</summary>
    /// <param name="text">Any text; compared ordinally.</param>
    public int Add(string text)
    {
        if (codes.TryGetValue(text, out var code))
        {
            return code;
        }

        code = texts.Count;
        texts.Add(text);
        codes.Add(text, code);
        return code;
    }

    /// <summary>Replaces codes of another dictionary by codes of this one, adding texts in the order in which they are met. Each text is looked up once.</summary>
    /// <param name="from">The dictionary that the codes are of.</param>
    /// <param name="translated">The codes, replaced in place; −1 stays.</param>
    internal void Translate(TextDictionary from, Span<int> translated)
    {
        const int Unknown = -1;
        var rows = translated.Length;
        var known = from.Count <= 4L * rows ? new int[from.Count] : null;
        known?.AsSpan().Fill(Unknown);
        foreach (ref var code in translated)
        {
            if (code < 0)
            {
                continue;
            }

            if (known is null)
            {
                code = Add(from[code]);
                continue;
            }

            ref var target = ref known[code];
            target = target == Unknown ? Add(from[code]) : target;
            code = target;
        }
    }

    /// <summary>The dictionary of the texts added so far. The builder must not be used afterwards.</summary>
    public TextDictionary Build() => new([.. texts], codes);
}
