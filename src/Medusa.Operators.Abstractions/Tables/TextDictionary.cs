namespace Medusa.Operators.Abstractions;

/// <summary>
/// The distinct texts of one or more <see cref="TextColumn"/>s, each with a code from 0. Columns that share a dictionary compare by code.
/// Immutable and thread-safe.
/// </summary>
public sealed class TextDictionary
{
    private readonly string[] texts;
    private DerivationCache derived;
    private Dictionary<string, int>? codes;
    private TextDigestEntries? digestEntries;

    internal TextDictionary(string[] texts, Dictionary<string, int>? codes)
    {
        this.texts = texts;
        this.codes = codes;
    }

    /// <summary>The dictionary without texts.</summary>
    public static TextDictionary Empty { get; } = new([], null);

    /// <summary>The dictionary of texts that the caller knows to be distinct, without looking at them: the code of each is its position.</summary>
    /// <param name="texts">Distinct texts; a repeated one would be found under one of its codes only. The dictionary takes ownership.</param>
    public static TextDictionary OfDistinct(string[] texts) => new(texts ?? throw new ArgumentNullException(nameof(texts)), null);

    /// <summary>The number of distinct texts.</summary>
    public int Count => texts.Length;

    /// <summary>The text of a code.</summary>
    /// <param name="code">0 to <see cref="Count"/> − 1.</param>
    public string this[int code] => texts[code];

    /// <summary>The code of <paramref name="text"/> under ordinal comparison, or −1 where the dictionary does not hold it.</summary>
    /// <param name="text">The text to look up.</param>
    public int Find(string text)
    {
        var lookup = codes ??= BuildLookup();
        return lookup.TryGetValue(text, out var code) ? code : -1;
    }

    /// <summary>The result of a pure function of this dictionary, computed on first use and kept: per text rather than per row.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="derivation">The function.</param>
    public TResult Derive<TResult>(Derivation<TextDictionary, TResult> derivation)
        where TResult : class
        => derived.Get(this, derivation);

    /// <summary>
    /// For each code of this dictionary the code of the equal text in <paramref name="other"/>, or −1. Computed once for each pair.
    /// </summary>
    /// <param name="other">The dictionary to translate into.</param>
    public ReadOnlyMemory<int> CodesIn(TextDictionary other) => derived.Get(this, Translation, other);

    internal TextDigestEntries DigestEntries => digestEntries ??= new TextDigestEntries(texts);

    private static readonly PairDerivation<TextDictionary, TextDictionary, int[]> Translation = new(Translate);

    private static int[] Translate(TextDictionary from, TextDictionary to)
    {
        var map = new int[from.Count];
        for (var code = 0; code < map.Length; code++)
        {
            map[code] = ReferenceEquals(from, to) ? code : to.Find(from[code]);
        }

        return map;
    }

    private Dictionary<string, int> BuildLookup()
    {
        var lookup = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        for (var code = 0; code < texts.Length; code++)
        {
            lookup[texts[code]] = code;
        }

        return lookup;
    }
}
