using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>A source after PREP_KEYS, with what the action reports of it.</summary>
internal sealed class PreparedSource
{
    private static readonly RecordShape Shape = new("null_ratio_before", "null_ratio_after", "rows_trimmed", "null_rows_dropped");

    /// <summary>Prepares a source.</summary>
    /// <param name="action">The action's name, which the message begins with.</param>
    /// <param name="source">The source.</param>
    /// <param name="wasPrepared">Whether the source was prepared before: then NULL turns into the text <see cref="CleanedTexts.SecondNull"/>.</param>
    public PreparedSource(string action, Table source, bool wasPrepared)
    {
        var before = KeySet.Of(source);
        Table = Prepare(source, wasPrepared);
        var after = KeySet.Of(Table);
        NullRatio = after.NullRatio;
        Message = $"{action}: null ratio {PythonFormat.Percent(before.NullRatio, 2)}→{PythonFormat.Percent(after.NullRatio, 2)}.";
        Metrics = Shape.With(before.NullRatio, after.NullRatio, after.NonNull, 0);
    }

    /// <summary>The prepared table.</summary>
    public Table Table { get; }

    /// <summary>The share of NULL keys afterwards.</summary>
    public double NullRatio { get; }

    /// <summary>The message.</summary>
    public string Message { get; }

    /// <summary>The metrics.</summary>
    public Record Metrics { get; }

    private static Table Prepare(Table source, bool wasPrepared)
    {
        var keys = (TextColumn)source[V0Columns.Key];
        if (wasPrepared && keys.NullCount == 0)
        {
            return source;
        }

        var cleaned = CleanedTexts.Of(keys.Dictionary);
        var codes = keys.Codes();
        var result = new int[codes.Length];
        var missing = wasPrepared ? cleaned.SecondNullCode : -1;
        for (var row = 0; row < result.Length; row++)
        {
            result[row] = codes[row] < 0 ? missing : cleaned.Codes[codes[row]];
        }

        return source.With(V0Columns.Key, new TextColumn(cleaned.Dictionary, result));
    }
}
