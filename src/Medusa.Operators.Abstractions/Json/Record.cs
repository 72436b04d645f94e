namespace Medusa.Operators.Abstractions;

/// <summary>Named values in order: metrics, arguments, options. Immutable.</summary>
public sealed class Record : IEquatable<Record>
{
    private readonly Value[] values;

    internal Record(RecordShape shape, Value[] values)
    {
        if (shape.Names.Length != values.Length)
        {
            throw new ArgumentException($"The shape has {shape.Names.Length} fields, given were {values.Length} values.", nameof(values));
        }

        Shape = shape;
        this.values = values;
    }

    /// <summary>The record without fields.</summary>
    public static Record Empty { get; } = new(new RecordShape(), []);

    /// <summary>The field names, in order.</summary>
    public RecordShape Shape { get; }

    /// <summary>The number of fields.</summary>
    public int Count => values.Length;

    /// <summary>The value of a field by position.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public Value this[int index] => values[index];

    /// <summary>The value of a field, null where the record has no such field.</summary>
    /// <param name="name">The field's name.</param>
    public Value this[string name] => Shape.IndexOf(name) is var index && index < 0 ? default : values[index];

    /// <summary>Whether the record has the field, be its value null or not.</summary>
    /// <param name="name">The field's name.</param>
    public bool Has(string name) => Shape.IndexOf(name) >= 0;

    /// <summary>A record of the given fields, with a shape of its own. For records made often, keep a <see cref="RecordShape"/>.</summary>
    /// <param name="fields">Names and values, in order.</param>
    public static Record Of(params ReadOnlySpan<(string Name, Value Value)> fields)
    {
        var names = new string[fields.Length];
        var values = new Value[fields.Length];
        for (var index = 0; index < fields.Length; index++)
        {
            (names[index], values[index]) = fields[index];
        }

        return new Record(new RecordShape(names), values);
    }

    /// <inheritdoc/>
    public bool Equals(Record? other) =>
        other is not null && values.AsSpan().SequenceEqual(other.values) && (ReferenceEquals(Shape, other.Shape) || Shape.Names.SequenceEqual(other.Shape.Names));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Record);

    /// <inheritdoc/>
    public override int GetHashCode() => values.Length == 0 ? 0 : HashCode.Combine(values.Length, values[0]);

    /// <summary>The record in canonical JSON.</summary>
    public override string ToString() => CanonicalJson.Text(this);

    internal void AddTo(ref DigestWriter digest)
    {
        digest.Int32(values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            digest.Text(Shape.Names[index]);
            values[index].AddTo(ref digest);
        }
    }
}
