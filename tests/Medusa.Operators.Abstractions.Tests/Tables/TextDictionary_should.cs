namespace Medusa.Operators.Abstractions.Tests;

public sealed class TextDictionary_should
{
    private static readonly TextDictionary Left = TextColumn.Of("a", "b", "c").Dictionary;
    private static readonly TextDictionary Right = TextColumn.Of("c", "x", "a").Dictionary;

    [Fact]
    public void Find_the_code_of_a_text_or_minus_one()
    {
        Assert.Equal(1, Left.Find("b"));
        Assert.Equal(-1, Left.Find("B"));
        Assert.Equal(-1, TextDictionary.Empty.Find("a"));
    }

    [Fact]
    public void Translate_codes_into_another_dictionary_once()
    {
        Assert.Equal([2, -1, 0], Left.CodesIn(Right).ToArray());
        Assert.Equal(Left.CodesIn(Right), Left.CodesIn(Right));
        Assert.Equal([0, 1, 2], Left.CodesIn(Left).ToArray());
    }

    [Fact]
    public void Compute_a_derived_fact_once()
    {
        var calls = 0;
        var derivation = new Derivation<TextDictionary, string>(dictionary => $"{++calls}: {dictionary.Count}");

        Assert.Equal("1: 3", Left.Derive(derivation));
        Assert.Same(Left.Derive(derivation), Left.Derive(derivation));
        Assert.Equal(1, calls);
    }
}
