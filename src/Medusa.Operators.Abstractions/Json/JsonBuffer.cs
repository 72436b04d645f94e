using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Writes canonical JSON (see <see cref="CanonicalJson"/>) into a growing buffer, commas included. Reuse it: <see cref="Clear"/> keeps the memory.
/// Text may not hold unpaired surrogates; they are written as U+FFFD. Not thread-safe.
/// </summary>
public sealed class JsonBuffer
{
    private static readonly SearchValues<char> Escapes =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(unit => (char)unit), '"', '\\']);

    private byte[] buffer;
    private int used;
    private bool comma;

    /// <summary>An empty buffer.</summary>
    /// <param name="capacity">The initial size in bytes; it grows as needed.</param>
    public JsonBuffer(int capacity = 1024) => buffer = new byte[Math.Max(capacity, 64)];

    /// <summary>The number of bytes written.</summary>
    public int Length => used;

    /// <summary>How many objects and lists are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The bytes written, valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => buffer.AsSpan(0, used);

    /// <summary>The bytes written, valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, used);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear()
    {
        Depth = 0;
        used = 0;
        comma = false;
    }

    /// <summary>Opens an object: <c>{</c>.</summary>
    public void StartObject() => Open((byte)'{');

    /// <summary>Closes an object: <c>}</c>.</summary>
    public void EndObject() => Close((byte)'}');

    /// <summary>Opens a list: <c>[</c>.</summary>
    public void StartList() => Open((byte)'[');

    /// <summary>Closes a list: <c>]</c>.</summary>
    public void EndList() => Close((byte)']');

    /// <summary>Writes a field's name; its value follows with the next write.</summary>
    /// <param name="name">The name in UTF-8, of characters that JSON does not escape.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        var span = Reserve(name.Length + 4);
        var at = 0;
        if (comma)
        {
            span[at++] = (byte)',';
        }

        span[at++] = (byte)'"';
        name.CopyTo(span[at..]);
        at += name.Length;
        span[at++] = (byte)'"';
        span[at++] = (byte)':';
        used += at;
        comma = false;
    }

    /// <summary>Writes a field's name; its value follows with the next write.</summary>
    /// <param name="name">Any name; escaped as needed.</param>
    public void Name(string name)
    {
        Text(name);
        Reserve(1)[0] = (byte)':';
        used++;
        comma = false;
    }

    /// <summary>Writes JSON null.</summary>
    public void Null() => Raw("null"u8);

    /// <summary>Writes true or false.</summary>
    /// <param name="value">The truth value.</param>
    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes an integer as digits.</summary>
    /// <param name="value">The integer.</param>
    public void Integer(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        used += written;
        comma = true;
    }

    /// <summary>Writes a double in the shortest form that reads back equal, with a point or an exponent; NaN and infinities as null.</summary>
    /// <param name="value">The number.</param>
    public void Number(double value)
    {
        if (value == 0)
        {
            Raw("0.0"u8);
        }
        else if (value == 1)
        {
            Raw("1.0"u8);
        }
        else if (!double.IsFinite(value))
        {
            Null();
        }
        else
        {
            Separate();
            used += NumberTexts.Write(value, Reserve(40));
            comma = true;
        }
    }

    /// <summary>Writes text between quotes, escaping quotes, backslashes and control characters only.</summary>
    /// <param name="value">The text, or null for JSON null.</param>
    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        Text(value.AsSpan());
    }

    /// <summary>Writes text between quotes, escaping quotes, backslashes and control characters only.</summary>
    /// <param name="value">The text.</param>
    public void Text(ReadOnlySpan<char> value)
    {
        Separate();
        var span = Reserve((value.Length * 3) + 2);
        span[0] = (byte)'"';
        if (!value.ContainsAny(Escapes))
        {
            Utf8.FromUtf16(value, span[1..], out _, out var written);
            span[written + 1] = (byte)'"';
            used += written + 2;
        }
        else
        {
            used++;
            Escaped(value);
            Reserve(1)[0] = (byte)'"';
            used++;
        }

        comma = true;
    }

    /// <summary>Writes a value of the contract.</summary>
    /// <param name="value">Any value.</param>
    public void Value(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                Boolean(value.AsBoolean);
                break;
            case ValueKind.Integer:
                Integer(value.AsInteger);
                break;
            case ValueKind.Number:
                Number(value.AsNumber);
                break;
            case ValueKind.Text:
                Text(value.AsText);
                break;
            case ValueKind.List:
                StartList();
                foreach (ref readonly var item in value.AsList)
                {
                    Value(item);
                }

                EndList();
                break;
            case ValueKind.Record:
                Record(value.AsRecord);
                break;
            default:
                Null();
                break;
        }
    }

    /// <summary>Writes a record as an object, fields in the order of its shape.</summary>
    /// <param name="record">The record.</param>
    public void Record(Record record)
    {
        StartObject();
        RecordFields(record);
        EndObject();
    }

    /// <summary>Writes a record's fields into the object that is open.</summary>
    /// <param name="record">The record.</param>
    public void RecordFields(Record record)
    {
        for (var index = 0; index < record.Count; index++)
        {
            Raw(record.Shape.EncodedName(index));
            Reserve(1)[0] = (byte)':';
            used++;
            comma = false;
            Value(record[index]);
        }
    }

    /// <summary>Writes one value that is already JSON.</summary>
    /// <param name="json">One JSON value in UTF-8; not checked.</param>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Separate();
        Verbatim(json);
        comma = true;
    }

    /// <summary>Writes bytes as they are, without a comma before them.</summary>
    /// <param name="bytes">Any bytes; whether a comma follows is decided as if nothing had been written.</param>
    public void Verbatim(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        used += bytes.Length;
    }

    /// <summary>Writes bytes as lower-case hexadecimal text between quotes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public void Hex(ReadOnlySpan<byte> bytes)
    {
        Separate();
        var span = Reserve((bytes.Length * 2) + 2);
        span[0] = (byte)'"';
        Convert.TryToHexStringLower(bytes, span[1..], out var written);
        span[written + 1] = (byte)'"';
        used += written + 2;
        comma = true;
    }

    private void Open(byte bracket)
    {
        Separate();
        Reserve(1)[0] = bracket;
        used++;
        Depth++;
        comma = false;
    }

    private void Close(byte bracket)
    {
        Reserve(1)[0] = bracket;
        used++;
        Depth--;
        comma = true;
    }

    private void Separate()
    {
        if (comma)
        {
            Reserve(1)[0] = (byte)',';
            used++;
            comma = false;
        }
    }

    private void Escaped(ReadOnlySpan<char> value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            var span = Reserve(6);
            switch (rune.Value)
            {
                case '"' or '\\':
                    span[0] = (byte)'\\';
                    span[1] = (byte)rune.Value;
                    used += 2;
                    break;
                case '\n':
                    "\\n"u8.CopyTo(span);
                    used += 2;
                    break;
                case '\r':
                    "\\r"u8.CopyTo(span);
                    used += 2;
                    break;
                case '\t':
                    "\\t"u8.CopyTo(span);
                    used += 2;
                    break;
                case < 0x20:
                    "\\u00"u8.CopyTo(span);
                    span[4] = (byte)"0123456789abcdef"[rune.Value >> 4];
                    span[5] = (byte)"0123456789abcdef"[rune.Value & 15];
                    used += 6;
                    break;
                default:
                    used += rune.EncodeToUtf8(span);
                    break;
            }
        }
    }

    private Span<byte> Reserve(int size)
    {
        if (used + size > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, checked(used + size)));
        }

        return buffer.AsSpan(used);
    }
}
