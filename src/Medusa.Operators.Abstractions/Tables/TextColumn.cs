namespace Medusa.Operators.Abstractions;

/// <summary>
/// An immutable column of text, stored as codes into a <see cref="TextDictionary"/>. Joins, deduplication and grading compare codes;
/// a code of −1 is NULL.
/// </summary>
public sealed class TextColumn : Column
{
    private readonly int[] codes;

    /// <summary>A column over <paramref name="codes"/> of <paramref name="dictionary"/>.</summary>
    /// <param name="dictionary">The texts. Share one dictionary among columns that will be joined.</param>
    /// <param name="codes">One code a row, −1 for NULL. The column takes ownership: the caller must not write to the array afterwards.</param>
    public TextColumn(TextDictionary dictionary, int[] codes)
        : this(dictionary, codes, null)
    {
    }

    internal TextColumn(TextDictionary dictionary, int[] codes, RowSelection? selection)
        : base(selection?.Length ?? codes.Length)
    {
        Dictionary = dictionary;
        this.codes = codes;
        Selection = selection;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Text;

    /// <summary>The texts that the codes stand for; it may hold texts that no row of this column shows.</summary>
    public TextDictionary Dictionary { get; }

    internal override RowSelection? Selection { get; }

    /// <summary>The row's text, or null for NULL.</summary>
    /// <param name="row">0 to <see cref="Column.Length"/> − 1.</param>
    public string? this[int row] => Code(row) is var code && code < 0 ? null : Dictionary[code];

    /// <summary>The row's code in <see cref="Dictionary"/>, or −1 for NULL.</summary>
    /// <param name="row">0 to <see cref="Column.Length"/> − 1.</param>
    public int Code(int row)
    {
        var physical = Selection is null ? row : Selection[row];
        return physical < 0 ? -1 : codes[physical];
    }

    /// <summary>All codes in row order. Copies only where the column is a gather of another; <see cref="CopyCodes"/> copies into memory of yours.</summary>
    public ReadOnlySpan<int> Codes()
    {
        if (Selection is null)
        {
            return codes;
        }

        var copy = new int[Length];
        CopyCodes(0, copy);
        return copy;
    }

    /// <summary>Copies the codes of the rows from <paramref name="start"/> on.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="into">Gets one code a row, −1 for NULL; as many rows are read as it holds.</param>
    public void CopyCodes(int start, Span<int> into) => RowSelection.Read(Selection, codes, start, into, -1);

    /// <summary>A column of the given texts with a dictionary of its own.</summary>
    /// <param name="texts">One text a row, null for NULL.</param>
    public static TextColumn Of(params ReadOnlySpan<string?> texts)
    {
        var dictionary = new TextDictionaryBuilder();
        var codes = new int[texts.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = texts[row] is { } text ? dictionary.Add(text) : -1;
        }

        return new TextColumn(dictionary.Build(), codes);
    }

    /// <inheritdoc/>
    public override bool IsNull(int row) => Code(row) < 0;

    /// <inheritdoc/>
    public override Value GetValue(int row) => this[row];

    internal override Column View(RowSelection physicalRows) => new TextColumn(Dictionary, codes, physicalRows);

    private protected override void CopyPresence(int start, Span<bool> into)
    {
        for (var row = 0; row < into.Length; row++)
        {
            into[row] = Code(start + row) >= 0;
        }
    }

    private protected override Column ConcatAs(ReadOnlySpan<Column> parts, int length)
    {
        var shared = SharedDictionary(parts);
        var builder = shared is null ? new TextDictionaryBuilder() : null;
        var all = new int[length];
        var at = 0;
        foreach (var part in parts)
        {
            var into = all.AsSpan(at, part.Length);
            at += part.Length;
            if (part is TextColumn text)
            {
                text.CopyCodes(0, into);
                builder?.Translate(text.Dictionary, into);
            }
            else
            {
                into.Fill(-1);
            }
        }

        return new TextColumn(shared ?? builder!.Build(), all);
    }

    private static TextDictionary? SharedDictionary(ReadOnlySpan<Column> parts)
    {
        TextDictionary? shared = null;
        foreach (var part in parts)
        {
            if (part.NullCount == part.Length)
            {
                continue;
            }

            var dictionary = ((TextColumn)part).Dictionary;
            if (shared is not null && !ReferenceEquals(shared, dictionary))
            {
                return null;
            }

            shared = dictionary;
        }

        return shared ?? TextDictionary.Empty;
    }

    private protected override byte[] ComputeDigest(out long bytes)
    {
        Span<int> block = stackalloc int[256];
        var texts = Dictionary.DigestEntries;
        var writer = new DigestWriter(9 + texts.LengthOf(Length));
        writer.Byte((byte)Type);
        writer.Int64(Length);
        for (var start = 0; start < Length; start += block.Length)
        {
            var rows = block[..Math.Min(block.Length, Length - start)];
            CopyCodes(start, rows);
            texts.Write(rows, ref writer);
        }

        bytes = writer.Written;
        return writer.Finish();
    }
}
