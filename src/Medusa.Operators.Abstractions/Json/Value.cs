using System.Collections.Immutable;
using System.Globalization;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// One immutable JSON-like value of the contract: scalars of the state, metrics, arguments and options. 16 bytes; numbers are not boxed.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private static readonly Tag BooleanTag = new(ValueKind.Boolean);
    private static readonly Tag IntegerTag = new(ValueKind.Integer);
    private static readonly Tag NumberTag = new(ValueKind.Number);

    private readonly object? reference;
    private readonly long bits;

    private Value(object? reference, long bits)
    {
        this.reference = reference;
        this.bits = bits;
    }

    /// <summary>JSON null, the default.</summary>
    public static Value Null => default;

    /// <summary>What this value holds.</summary>
    public ValueKind Kind => reference switch
    {
        null => ValueKind.Null,
        Tag tag => tag.Kind,
        string => ValueKind.Text,
        Value[] => ValueKind.List,
        _ => ValueKind.Record,
    };

    /// <summary>Whether this is JSON null.</summary>
    public bool IsNull => reference is null;

    /// <summary>The truth value.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsBoolean => ReferenceEquals(reference, BooleanTag) ? bits != 0 : throw Unexpected(ValueKind.Boolean);

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long AsInteger => ReferenceEquals(reference, IntegerTag) ? bits : throw Unexpected(ValueKind.Integer);

    /// <summary>The number; an integer is converted.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double AsNumber => ReferenceEquals(reference, NumberTag) ? BitConverter.Int64BitsToDouble(bits) : ReferenceEquals(reference, IntegerTag) ? bits : throw Unexpected(ValueKind.Number);

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string AsText => reference as string ?? throw Unexpected(ValueKind.Text);

    /// <summary>The text, or null where the value is null.</summary>
    /// <exception cref="InvalidOperationException">The value is neither text nor null.</exception>
    public string? AsTextOrNull => reference is null ? null : AsText;

    /// <summary>The values of the list.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ReadOnlySpan<Value> AsList => reference as Value[] ?? throw Unexpected(ValueKind.List);

    /// <summary>The record.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public Record AsRecord => reference as Record ?? throw Unexpected(ValueKind.Record);

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator Value(bool value) => new(BooleanTag, value ? 1 : 0);

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    public static implicit operator Value(int value) => new(IntegerTag, value);

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    public static implicit operator Value(long value) => new(IntegerTag, value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Value(double value) => new(NumberTag, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Text, or null.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator Value(string? value) => new(value, 0);

    /// <summary>A record, or null.</summary>
    /// <param name="value">The record.</param>
    public static implicit operator Value(Record? value) => new(value, 0);

    /// <summary>A list that copies <paramref name="values"/>.</summary>
    /// <param name="values">The values.</param>
    public static Value List(params ReadOnlySpan<Value> values) => new(values.ToArray(), 0);

    /// <summary>A list of texts.</summary>
    /// <param name="texts">The texts.</param>
    public static Value List(IEnumerable<string> texts) => new(texts.Select(text => (Value)text).ToArray(), 0);

    /// <summary>Equality of kind and content; a number equals a number of the same bits, and never an integer.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Text => string.Equals((string)reference!, (string)other.reference!, StringComparison.Ordinal),
        ValueKind.List => ((Value[])reference!).AsSpan().SequenceEqual((Value[])other.reference!),
        ValueKind.Record => ((Record)reference!).Equals((Record)other.reference!),
        _ => bits == other.bits,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => reference is string text ? text.GetHashCode(StringComparison.Ordinal) : HashCode.Combine(Kind, bits);

    /// <summary>The value in canonical JSON.</summary>
    public override string ToString() => CanonicalJson.Text(this);

    internal void AddTo(ref DigestWriter digest)
    {
        var kind = Kind;
        digest.Byte((byte)kind);
        switch (kind)
        {
            case ValueKind.Boolean:
                digest.Byte((byte)bits);
                break;
            case ValueKind.Integer:
                digest.Int64(bits);
                break;
            case ValueKind.Number:
                digest.Double(AsNumber);
                break;
            case ValueKind.Text:
                digest.Text(AsText);
                break;
            case ValueKind.List:
                digest.Int32(AsList.Length);
                foreach (ref readonly var item in AsList)
                {
                    item.AddTo(ref digest);
                }

                break;
            case ValueKind.Record:
                AsRecord.AddTo(ref digest);
                break;
            default:
                break;
        }
    }

    private InvalidOperationException Unexpected(ValueKind expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Expected a value of kind {expected}, found {Kind}."));

    /// <summary>Marks what <see cref="bits"/> holds.</summary>
    private sealed class Tag(ValueKind kind)
    {
        public ValueKind Kind { get; } = kind;
    }
}
