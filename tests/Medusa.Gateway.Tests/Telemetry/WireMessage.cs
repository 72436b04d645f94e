using System.Buffers.Binary;
using System.Text;

namespace Medusa.Gateway.Tests;

/// <summary>A protobuf message, read without its schema: each field's values in order, as bytes or as a number.</summary>
public sealed class WireMessage
{
    private readonly ILookup<int, (ReadOnlyMemory<byte> Bytes, ulong Number)> fields;

    public WireMessage(ReadOnlyMemory<byte> bytes) => fields = Read(bytes).ToLookup(field => field.Number, field => (field.Bytes, field.Value));

    /// <summary>The messages of a field.</summary>
    public IEnumerable<WireMessage> All(int field) => fields[field].Select(value => new WireMessage(value.Bytes));

    /// <summary>A field's text; empty where it is absent.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(fields[field].FirstOrDefault().Bytes.Span);

    /// <summary>A field's bytes in hexadecimal digits.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(fields[field].FirstOrDefault().Bytes.Span);

    /// <summary>Whether the field is there.</summary>
    public bool Has(int field) => fields.Contains(field);

    /// <summary>The attributes of a field, those that are texts.</summary>
    public Dictionary<string, string> Attributes(int field) => All(field).ToDictionary(pair => pair.Text(1), pair => pair.All(2).First().Text(1));

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Bytes, ulong Value)> Read(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var key = Varint(ref bytes);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return (number, default, Varint(ref bytes));
                    break;
                case 1:
                    yield return (number, default, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    yield return (number, bytes[..length], 0);
                    bytes = bytes[length..];
                    break;
                default:
                    yield return (number, default, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span));
                    bytes = bytes[4..];
                    break;
            }
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes.Span[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
