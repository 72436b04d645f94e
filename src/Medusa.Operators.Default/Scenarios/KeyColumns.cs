using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The key columns of both sources over one dictionary: the clean texts first, then the padded ones that occur.</summary>
internal sealed record KeyColumns(TextColumn A, TextColumn B)
{
    public static KeyColumns Of(ulong seed, ScenarioPlan plan, KeyDraw draw)
    {
        if (plan.DirtA.PaddedShare == 0 && plan.DirtB.PaddedShare == 0)
        {
            var clean = TextDictionary.OfDistinct(Array.ConvertAll(draw.Numbers, KeyTexts.Key));
            return new KeyColumns(new TextColumn(clean, draw.RowsA), new TextColumn(clean, draw.RowsB));
        }

        var texts = new List<string>(draw.Numbers.Length * 2);
        texts.AddRange(draw.Numbers.Select(KeyTexts.Key));
        var codes = new int[draw.Numbers.Length * KeyTexts.PaddingStyles];
        var a = Pad(RandomStream.For(seed, "padding_a"), plan.DirtA.PaddedShare, draw, draw.RowsA, codes, texts);
        var b = Pad(RandomStream.For(seed, "padding_b"), plan.DirtB.PaddedShare, draw, draw.RowsB, codes, texts);
        var dictionary = TextDictionary.OfDistinct([.. texts]);
        return new KeyColumns(new TextColumn(dictionary, a), new TextColumn(dictionary, b));
    }

    /// <param name="stream">Chooses rows and ways of padding.</param>
    /// <param name="share">The share of keys to pad.</param>
    /// <param name="draw">The keys.</param>
    /// <param name="rows">One key index a row.</param>
    /// <param name="codes">For each key and way of padding its code, 0 while it has none.</param>
    /// <param name="texts">The dictionary's texts so far.</param>
    private static int[] Pad(RandomStream stream, double share, KeyDraw draw, int[] rows, int[] codes, List<string> texts)
    {
        if (share == 0)
        {
            return rows;
        }

        var padded = (int[])rows.Clone();
        var keyed = Enumerable.Range(0, rows.Length).Where(row => rows[row] >= 0).ToArray();
        var order = share == 1 ? null : stream.Permutation(keyed.Length);
        var count = KeyCounts.Share(share, keyed.Length);
        for (var index = 0; index < count; index++)
        {
            var row = keyed[order is null ? index : order[index]];
            var style = stream.Next(KeyTexts.PaddingStyles);
            ref var code = ref codes[(rows[row] * KeyTexts.PaddingStyles) + style];
            if (code == 0)
            {
                code = texts.Count;
                texts.Add(KeyTexts.Pad(draw.Numbers[rows[row]], style));
            }

            padded[row] = code;
        }

        return padded;
    }
}
