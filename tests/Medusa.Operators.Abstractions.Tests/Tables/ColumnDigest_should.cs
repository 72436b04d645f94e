namespace Medusa.Operators.Abstractions.Tests;

public sealed class ColumnDigest_should
{
    private static readonly DateTime NewYear = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The expected digests were computed by a Python script from the layout that <see cref="Column.Digest"/> documents.</summary>
    public static TheoryData<string, Column, string> Pinned => new()
    {
        { "text", TextColumn.Of("K0001", null, "é", ""), "bb68390b36937c4f43caf0bc49dcbe0dacbeeff8295907981d3d74433113d3fe" },
        { "number", new Column<double>([1.5, -0.0, 7, -2.25], [true, true, false, true]), "c5b13722c208069aac43ef3f19cc5f5bc4d23701963bc35952aada67552a3db3" },
        { "integer", new Column<long>([1, -1, long.MaxValue, 0]), "68ab541261d696ad6f34ed87a4d6c5a94d60db8ce40c24042859a9c296f8cd8a" },
        { "boolean", new Column<bool>([true, false, true, true], [true, true, false, true]), "7ecf82b0fea6e96d8c2371a44e1c5da8dbb2fd492ab2d05f9c8f3983d266e337" },
        { "timestamp", new Column<DateTime>([NewYear, NewYear, NewYear.AddHours(1), default], [true, false, true, true]), "6522fe330320988bc85966a68b031a17780aecbbc15520125f2a342b2a871bae" },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Equal_the_digest_of_another_implementation(string name, Column column, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Digests.Hex(column.Digest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_000)]
    public void Follow_the_layout_at_every_length(int rows)
    {
        var numbers = Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? (double?)null : row * 0.1).ToArray();
        var dense = Enumerable.Range(0, rows).Select(row => (double?)(row * -0.3)).ToArray();
        var integers = Enumerable.Range(0, rows).Select(row => row % 5 == 0 ? (long?)null : row * 1_000_003L).ToArray();
        var truths = Enumerable.Range(0, rows).Select(row => row % 11 == 0 ? (bool?)null : row % 3 == 0).ToArray();
        var times = Enumerable.Range(0, rows).Select(row => row % 4 == 1 ? (DateTime?)null : NewYear.AddMinutes(row)).ToArray();

        Assert.Equal(Digests.OfNumbers(numbers), Digests.Hex(Of(numbers).Digest));
        Assert.Equal(Digests.OfNumbers(dense), Digests.Hex(Of(dense).Digest));
        Assert.Equal(Digests.OfIntegers(integers), Digests.Hex(Of(integers).Digest));
        Assert.Equal(Digests.OfBooleans(truths), Digests.Hex(Of(truths).Digest));
        Assert.Equal(Digests.OfTimestamps(times), Digests.Hex(Of(times).Digest));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(200, 3)]
    [InlineData(20_000, 5)]
    [InlineData(300, 12)]
    [InlineData(300, 13)]
    [InlineData(9_000, 40)]
    [InlineData(3, 200_000)]
    public void Follow_the_layout_for_texts_of_every_length(int rows, int longest)
    {
        var texts = Enumerable.Range(0, rows).Select(row => row % 6 == 2 ? null : new string((char)('a' + (row % 26)), row % (longest + 1))).Append("ж€😀").ToArray();

        Assert.Equal(Digests.OfTexts(texts), Digests.Hex(TextColumn.Of(texts).Digest));
    }

    [Fact]
    public void Not_depend_on_how_the_column_is_stored()
    {
        double?[] expected = [3, null, 1, 3, null];
        var source = new Column<double>([9, 1, 2, 3, 5], [true, true, true, true, false]);
        int[] rows = [3, -1, 1, 3, 4];
        var gathered = source.Gather(RowSelection.Of(rows));
        var sliced = Column.Concat(source, gathered, source).Gather(RowSelection.Range(5, 5));
        var twice = source.Gather(RowSelection.Of([0, 4, 3, 1])).Gather(RowSelection.Of([2, 1, 3, 2, -1]));

        Assert.All(new[] { Of(expected), gathered, sliced, twice }, column => Assert.Equal(Digests.OfNumbers(expected), Digests.Hex(column.Digest)));
    }

    [Fact]
    public void Not_depend_on_the_dictionary_of_a_text_column()
    {
        var builder = new TextDictionaryBuilder();
        builder.Add("a text that no row shows");
        var (b, a) = (builder.Add("b"), builder.Add("a"));
        var shared = new TextColumn(builder.Build(), [a, -1, b]);

        Assert.Equal(Digests.Hex(TextColumn.Of("a", null, "b").Digest), Digests.Hex(shared.Digest));
    }

    [Fact]
    public void Tell_types_apart_even_where_every_value_is_null()
    {
        var digests = Enum.GetValues<ColumnType>().Select(type => Digests.Hex(Column.AllNull(type, 3).Digest));

        Assert.Equal(5, digests.Distinct().Count());
    }

    [Fact]
    public void Tell_null_from_zero_and_from_empty_text()
    {
        Assert.NotEqual(Digests.Hex(Of<double>([1.0, null]).Digest), Digests.Hex(Of<double>([1.0, 0.0]).Digest));
        Assert.NotEqual(Digests.Hex(TextColumn.Of("a", null).Digest), Digests.Hex(TextColumn.Of("a", "").Digest));
    }

    [Fact]
    public void Not_see_the_value_behind_a_null()
    {
        Assert.Equal(Digests.Hex(new Column<long>([1, 2], [true, false]).Digest), Digests.Hex(new Column<long>([1, 3], [true, false]).Digest));
    }

    [Fact]
    public void Hold_minus_zero_and_zero_as_well_as_all_nans_for_equal()
    {
        var otherNaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001);

        Assert.Equal(Digests.Hex(new Column<double>([0.0, double.NaN]).Digest), Digests.Hex(new Column<double>([-0.0, otherNaN]).Digest));
    }

    [Fact]
    public void Take_an_unpaired_surrogate_as_the_replacement_character()
    {
        Assert.Equal(Digests.Hex(TextColumn.Of("\uFFFD").Digest), Digests.Hex(TextColumn.Of("\uD800").Digest));
    }

    [Fact]
    public void Show_timestamps_by_their_ticks_whatever_their_kind()
    {
        var local = DateTime.SpecifyKind(NewYear, DateTimeKind.Unspecified);

        Assert.Equal(Digests.Hex(new Column<DateTime>([NewYear]).Digest), Digests.Hex(new Column<DateTime>([local]).Digest));
    }

    private static Column<T> Of<T>(T?[] values)
        where T : unmanaged
    {
        // A value behind a NULL must not show, so there is one.
        var present = values.Select(value => value is not null).ToArray();
        var noise = default(T);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<T>(ref noise))[0] = 1;
        return new Column<T>([.. values.Select(value => value ?? noise)], present.Contains(false) ? present : null);
    }
}
