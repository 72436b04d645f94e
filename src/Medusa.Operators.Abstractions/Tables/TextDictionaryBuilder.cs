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

    /// <summary>The dictionary of the texts added so far. The builder must not be used afterwards.</summary>
    public TextDictionary Build() => new([.. texts], codes);
}
