using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Collects the join keys of both Bronze tables in one dictionary, so that joins compare codes.</summary>
internal sealed class KeyTexts
{
    private readonly TextDictionaryBuilder texts = new();

    /// <summary>The code of key number <paramref name="number"/>: <c>K</c> and at least four digits.</summary>
    /// <param name="number">At least 0.</param>
    public int Number(int number) => texts.Add(Text(number));

    /// <summary>The code of a key with two blanks on both sides.</summary>
    /// <param name="number">At least 0.</param>
    public int Padded(int number) => texts.Add($"  {Text(number)}  ");

    /// <summary>The dictionary of all keys. Nothing may be added afterwards.</summary>
    public TextDictionary Build() => texts.Build();

    private static string Text(int number) => number < 10_000
        ? string.Create(5, number, static (text, value) =>
        {
            text[0] = 'K';
            for (var at = 4; at > 0; at--, value /= 10)
            {
                text[at] = (char)('0' + (value % 10));
            }
        })
        : "K" + number.ToString(CultureInfo.InvariantCulture);
}
