using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// What PREP_KEYS does to each text of a dictionary: strips white space, and turns blank or NULL-like text into NULL. Doing it twice changes nothing.
/// Cleaned codes belong to <see cref="Dictionary"/>, which keeps the code of every text of the original.
/// </summary>
internal sealed class KeyCleaning
{
    private static readonly Derivation<TextDictionary, KeyCleaning> Derivation = new(Compute);
    private static readonly Derivation<Column, TextColumn> ColumnDerivation = new(Compute);

    private readonly int[]? codes;

    private KeyCleaning(TextDictionary dictionary, int[]? codes)
    {
        Dictionary = dictionary;
        this.codes = codes;
    }

    /// <summary>The dictionary of cleaned codes: the original one where it holds every cleaned text already.</summary>
    public TextDictionary Dictionary { get; }

    public static KeyCleaning Of(TextDictionary dictionary) => dictionary.Derive(Derivation);

    /// <summary>The column with every key cleaned; the same column where cleaning changes nothing.</summary>
    public static TextColumn Of(TextColumn column) => column.Derive(ColumnDerivation);

    /// <summary>The cleaned text, or null where nothing is left of it.</summary>
    public static string? Clean(string text)
    {
        var stripped = text.Trim();
        return stripped.Length == 0 || IsNullLike(stripped) ? null : stripped;
    }

    /// <summary>The code of the cleaned text, −1 for NULL.</summary>
    public int Clean(int code) => code < 0 ? -1 : codes is null ? code : codes[code];

    private static bool IsNullLike(string text) =>
        text.Equals("none", StringComparison.OrdinalIgnoreCase) || text.Equals("nan", StringComparison.OrdinalIgnoreCase)
        || text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("<na>", StringComparison.OrdinalIgnoreCase);

    private static KeyCleaning Compute(TextDictionary dictionary)
    {
        int[]? codes = null;
        TextDictionaryBuilder? extended = null;
        for (var code = 0; code < dictionary.Count; code++)
        {
            var text = dictionary[code];
            var cleaned = Clean(text);
            if (cleaned is not null && cleaned.Length == text.Length)
            {
                continue;
            }

            codes ??= Identity(dictionary.Count);
            codes[code] = cleaned is null ? -1 : dictionary.Find(cleaned);
            if (cleaned is not null && codes[code] < 0)
            {
                extended ??= Copy(dictionary);
                codes[code] = extended.Add(cleaned);
            }
        }

        return new KeyCleaning(extended?.Build() ?? dictionary, codes);
    }

    private static TextColumn Compute(Column column)
    {
        var text = (TextColumn)column;
        var cleaning = Of(text.Dictionary);
        if (cleaning.codes is null)
        {
            return text;
        }

        var cleaned = text.Codes().ToArray();
        var changed = false;
        for (var row = 0; row < cleaned.Length; row++)
        {
            var code = cleaning.Clean(cleaned[row]);
            changed |= code != cleaned[row];
            cleaned[row] = code;
        }

        return changed ? new TextColumn(cleaning.Dictionary, cleaned) : text;
    }

    private static int[] Identity(int count)
    {
        var codes = new int[count];
        for (var code = 0; code < count; code++)
        {
            codes[code] = code;
        }

        return codes;
    }

    private static TextDictionaryBuilder Copy(TextDictionary dictionary)
    {
        var builder = new TextDictionaryBuilder();
        for (var code = 0; code < dictionary.Count; code++)
        {
            builder.Add(dictionary[code]);
        }

        return builder;
    }
}
