using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The texts of a dictionary as PREP_KEYS leaves them: stripped, and NULL where nothing but a spelling of "missing" remains.</summary>
internal sealed class CleanedTexts
{
    /// <summary>What a NULL key turns into when keys are prepared a second time: pandas' own text for its missing value.</summary>
    public const string SecondNull = "<NA>";

    private static readonly Derivation<TextDictionary, CleanedTexts> Derivation = new(dictionary => new CleanedTexts(dictionary));

    private CleanedTexts(TextDictionary original)
    {
        var texts = new TextDictionaryBuilder();
        Codes = new int[original.Count];
        for (var code = 0; code < Codes.Length; code++)
        {
            var stripped = original[code].Trim();
            Codes[code] = stripped is "" or "None" or "nan" ? -1 : texts.Add(stripped);
        }

        SecondNullCode = texts.Add(SecondNull);
        Dictionary = texts.Build();
    }

    /// <summary>The cleaned texts, and <see cref="SecondNull"/>.</summary>
    public TextDictionary Dictionary { get; }

    /// <summary>For each code of the original dictionary the code of its cleaned text, or −1 for NULL.</summary>
    public int[] Codes { get; }

    /// <summary>The code of <see cref="SecondNull"/>.</summary>
    public int SecondNullCode { get; }

    /// <summary>The cleaned texts of a dictionary, computed once: sources that share a dictionary share the cleaned one.</summary>
    /// <param name="dictionary">The texts.</param>
    public static CleanedTexts Of(TextDictionary dictionary) => dictionary.Derive(Derivation);
}
