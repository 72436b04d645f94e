using System.Security.Cryptography;
using System.Text;

namespace Medusa.Operators.Abstractions.Tests;

/// <summary>The digests as their documentation defines them, written value by value.</summary>
internal static class Digests
{
    public static string Hex(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(digest);

    public static string OfTexts(params string?[] values) => Of(writer =>
    {
        writer.Write((byte)ColumnType.Text);
        writer.Write((long)values.Length);
        foreach (var value in values)
        {
            Text(writer, value);
        }
    });

    public static string OfNumbers(params double?[] values) => OfFixed(ColumnType.Number, values, (writer, value) => writer.Write(double.IsNaN(value) ? double.NaN : value == 0 ? 0.0 : value));

    public static string OfIntegers(params long?[] values) => OfFixed(ColumnType.Integer, values, (writer, value) => writer.Write(value));

    public static string OfBooleans(params bool?[] values) => OfFixed(ColumnType.Boolean, values, (writer, value) => writer.Write(value));

    public static string OfTimestamps(params DateTime?[] values) => OfFixed(ColumnType.Timestamp, values, (writer, value) => writer.Write(value.Ticks));

    private static string OfFixed<T>(ColumnType type, T?[] values, Action<BinaryWriter, T> write)
        where T : struct
        => Of(writer =>
        {
            var nulls = values.Count(value => value is null);
            writer.Write((byte)type);
            writer.Write((long)values.Length);
            writer.Write((long)nulls);
            foreach (var value in nulls == 0 ? [] : values)
            {
                writer.Write(value is not null);
            }

            foreach (var value in values)
            {
                write(writer, value ?? default);
            }
        });

    private static void Text(BinaryWriter writer, string? value)
    {
        if (value is null)
        {
            writer.Write(-1);
            return;
        }

        writer.Write(Encoding.UTF8.GetByteCount(value));
        writer.Write(Encoding.UTF8.GetBytes(value));
    }

    private static string Of(Action<BinaryWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory))
        {
            write(writer);
        }

        return Hex(SHA256.HashData(memory.ToArray()));
    }
}
