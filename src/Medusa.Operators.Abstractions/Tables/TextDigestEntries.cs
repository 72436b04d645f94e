using System.Buffers.Binary;
using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>The texts of a <see cref="TextDictionary"/> as digests take them: for NULL and then each code its UTF-8 length (int32) and bytes, one after another.</summary>
internal sealed class TextDigestEntries
{
    /// <summary>The size that is copied at once where an entry is shorter; what lies behind the entry is overwritten by the next.</summary>
    private const int Stride = 16;

    private readonly byte[] bytes;
    private readonly int[] offsets;
    private readonly int longest;

    public TextDigestEntries(ReadOnlySpan<string> texts)
    {
        offsets = new int[texts.Length + 2];
        offsets[1] = 4;
        for (var code = 0; code < texts.Length; code++)
        {
            var size = 4 + Encoding.UTF8.GetByteCount(texts[code]);
            longest = Math.Max(longest, size);
            offsets[code + 2] = checked(offsets[code + 1] + size);
        }

        longest = Math.Max(longest, 4);
        bytes = new byte[checked(offsets[^1] + Stride)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, -1);
        for (var code = 0; code < texts.Length; code++)
        {
            var entry = bytes.AsSpan(offsets[code + 1], offsets[code + 2] - offsets[code + 1]);
            BinaryPrimitives.WriteInt32LittleEndian(entry, entry.Length - 4);
            Encoding.UTF8.GetBytes(texts[code], entry[4..]);
        }
    }

    /// <summary>At most how many bytes <paramref name="rows"/> rows take.</summary>
    public long LengthOf(int rows) => ((long)rows * longest) + Stride;

    /// <summary>Adds the entries of <paramref name="codes"/>, −1 for NULL.</summary>
    public void Write(scoped ReadOnlySpan<int> codes, ref DigestWriter writer)
    {
        if (longest > Stride)
        {
            WriteLong(codes, ref writer);
            return;
        }

        var into = writer.Take((codes.Length * longest) + Stride);
        var used = 0;
        foreach (var code in codes)
        {
            var start = offsets[code + 1];
            bytes.AsSpan(start, Stride).CopyTo(into[used..]);
            used += offsets[code + 2] - start;
        }

        writer.GiveBack(into.Length - used);
    }

    private void WriteLong(scoped ReadOnlySpan<int> codes, ref DigestWriter writer)
    {
        foreach (var code in codes)
        {
            writer.Bytes(bytes.AsSpan(offsets[code + 1], offsets[code + 2] - offsets[code + 1]));
        }
    }
}
