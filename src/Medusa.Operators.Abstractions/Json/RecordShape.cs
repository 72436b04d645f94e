using System.Collections.Immutable;
using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// The names of a <see cref="Record"/>'s fields, in order. Declare each shape once in a static field: records of one shape share its encoded names.
/// </summary>
public sealed class RecordShape
{
    private readonly byte[][] encodedNames;

    /// <summary>A shape of the given names.</summary>
    /// <param name="names">Distinct field names, in the order in which they are written.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public RecordShape(params ReadOnlySpan<string> names)
    {
        Names = [.. names];
        encodedNames = new byte[names.Length][];
        for (var index = 0; index < names.Length; index++)
        {
            if (Names.IndexOf(names[index]) != index)
            {
                throw new ArgumentException($"Two fields are named '{names[index]}'.", nameof(names));
            }

            var json = new JsonBuffer();
            json.Text(names[index]);
            encodedNames[index] = json.WrittenSpan.ToArray();
        }
    }

    /// <summary>The field names, in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>A record of this shape.</summary>
    /// <param name="values">One value for each name.</param>
    /// <exception cref="ArgumentException">The number of values differs from the number of names.</exception>
    public Record With(params ReadOnlySpan<Value> values) => new(this, values.ToArray());

    /// <summary>The position of a field, or −1.</summary>
    /// <param name="name">The field's name, compared ordinally.</param>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Names.Length; index++)
        {
            if (string.Equals(Names[index], name, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    internal ReadOnlySpan<byte> EncodedName(int index) => encodedNames[index];
}
