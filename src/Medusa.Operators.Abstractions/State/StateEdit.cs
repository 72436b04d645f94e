namespace Medusa.Operators.Abstractions;

/// <summary>A changed copy of an <see cref="EpisodeState"/> in the making. What is not set is shared with the original. Use once.</summary>
public ref struct StateEdit
{
    private readonly EpisodeState original;
    private Table[]? tables;
    private Value[]? scalars;
    private RandomState? random;
    private object? memo;

    internal StateEdit(EpisodeState original)
    {
        this.original = original;
        random = original.Random;
        memo = original.Memo;
    }

    /// <summary>Replaces a table.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="table">The new table.</param>
    public void Set(TableKey key, Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (tables ??= original.CopyTables())[key.Index] = table;
    }

    /// <summary>Replaces a truth value.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="value">The new value.</param>
    public void Set(ScalarKey<bool> key, bool value) => Scalars[key.Index] = value;

    /// <summary>Replaces an integer.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="value">The new value.</param>
    public void Set(ScalarKey<long> key, long value) => Scalars[key.Index] = value;

    /// <summary>Replaces a number.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="value">The new value.</param>
    public void Set(ScalarKey<double> key, double value) => Scalars[key.Index] = value;

    /// <summary>Replaces a text.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="value">The new value, or null.</param>
    public void Set(ScalarKey<string> key, string? value) => Scalars[key.Index] = value;

    /// <summary>Replaces a value of any kind.</summary>
    /// <param name="key">A key of the state's schema.</param>
    /// <param name="value">The new value.</param>
    public void Set(ScalarKey<Value> key, Value value) => Scalars[key.Index] = value;

    /// <summary>Replaces the state of the random stream.</summary>
    /// <param name="state">The stream's state after drawing, or null for none.</param>
    public void Set(RandomState? state) => random = state;

    /// <summary>Attaches a memo.</summary>
    /// <param name="value">Anything that can be built again, or null.</param>
    public void SetMemo(object? value) => memo = value;

    /// <summary>The changed state; the original itself where nothing was set.</summary>
    public readonly EpisodeState Build() =>
        tables is null && scalars is null && random == original.Random && ReferenceEquals(memo, original.Memo)
            ? original
            : new EpisodeState(original.Schema, tables ?? original.SharedTables, scalars ?? original.SharedScalars, random, memo);

    private Value[] Scalars => scalars ??= original.CopyScalars();
}
