using System.Runtime.CompilerServices;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// The state of one episode: named tables, named scalars and the state of its random stream, all immutable. No plugin type is part of it, so that
/// any node can hold, fork and compare it. A plugin may attach one <see cref="Memo"/>, which is dropped whenever the state leaves memory.
/// </summary>
public sealed class EpisodeState
{
    private readonly Table[] tables;
    private readonly Value[] scalars;
    private byte[]? digest;

    internal EpisodeState(StateSchema schema, Table[] tables, Value[] scalars, RandomState? random, object? memo)
    {
        Schema = schema;
        this.tables = tables;
        this.scalars = scalars;
        Random = random;
        Memo = memo;
    }

    /// <summary>The names of tables and scalars.</summary>
    public StateSchema Schema { get; }

    /// <summary>The state of the episode's own random stream, or null where the environment draws nothing after reset.</summary>
    public RandomState? Random { get; }

    /// <summary>Anything a plugin wants to keep with the state and can build again: never part of the digest, the journal or another node's copy.</summary>
    public object? Memo { get; }

    /// <summary>
    /// SHA-256 (32 bytes) over the schema's names, the digests of the tables and the scalars, both by ordinal name, and the random stream.
    /// </summary>
    public ReadOnlySpan<byte> Digest => digest ??= ComputeDigest();

    /// <summary>The table at <paramref name="key"/>.</summary>
    /// <param name="key">A key of this state's schema.</param>
    public Table this[TableKey key] => tables[key.Index];

    /// <summary>The table at a position of the schema.</summary>
    /// <param name="index">0 to the number of tables − 1.</param>
    public Table TableAt(int index) => tables[index];

    /// <summary>The scalar at a position of the schema.</summary>
    /// <param name="index">0 to the number of scalars − 1.</param>
    public Value ScalarAt(int index) => scalars[index];

    /// <summary>The scalar at <paramref name="key"/>.</summary>
    /// <typeparam name="T">The scalar's type.</typeparam>
    /// <param name="key">A key of this state's schema.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get<T>(ScalarKey<T> key)
    {
        ref readonly var value = ref scalars[key.Index];
        if (typeof(T) == typeof(bool))
        {
            return (T)(object)value.AsBoolean;
        }

        if (typeof(T) == typeof(long))
        {
            return (T)(object)value.AsInteger;
        }

        if (typeof(T) == typeof(double))
        {
            return (T)(object)value.AsNumber;
        }

        return typeof(T) == typeof(Value) ? (T)(object)value : (T)(object)value.AsTextOrNull!;
    }

    /// <summary>Begins a changed copy of this state.</summary>
    public StateEdit Edit() => new(this);

    /// <summary>The same state with another memo.</summary>
    /// <param name="memo">What to attach, or null to drop it.</param>
    public EpisodeState WithMemo(object? memo) => ReferenceEquals(memo, Memo) ? this : new EpisodeState(Schema, tables, scalars, Random, memo) { digest = digest };

    internal Table[] CopyTables() => (Table[])tables.Clone();

    internal Value[] CopyScalars() => (Value[])scalars.Clone();

    internal Table[] SharedTables => tables;

    internal Value[] SharedScalars => scalars;

    private byte[] ComputeDigest()
    {
        var writer = new DigestWriter(1024);
        writer.Bytes(Schema.Digest);
        foreach (var index in Schema.TableOrder)
        {
            writer.Bytes(tables[index].Digest);
        }

        foreach (var index in Schema.ScalarOrder)
        {
            scalars[index].AddTo(ref writer);
        }

        if (Random is { } random)
        {
            writer.Int64((long)random.S0);
            writer.Int64((long)random.S1);
            writer.Int64((long)random.S2);
            writer.Int64((long)random.S3);
        }

        return writer.Finish();
    }
}
