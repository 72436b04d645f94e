namespace Medusa.Gateway;

/// <summary>
/// Finds why a text is not JSON and says it as CPython's json module (3.13) does, which is what clients of OpenEnv's servers know. Runs only on texts that the
/// parser has refused. Works on UTF-8: every character that decides is ASCII.
/// </summary>
internal ref struct JsonFault(ReadOnlySpan<byte> json, int maxDepth)
{
    private readonly ReadOnlySpan<byte> json = json;
    private int at;
    private string? message;
    private int place;

    /// <summary>The first defect.</summary>
    public JsonDefect Find()
    {
        at = Blanks(0);
        if (Value(1))
        {
            var end = Blanks(at);
            if (end == json.Length)
            {
                return new JsonDefect("The text is not JSON", 0, 1, 1);
            }

            Fail("Extra data", end);
        }

        return JsonDefect.At(message!, json, place);
    }

    private bool Value(int depth)
    {
        if (depth > maxDepth + 1)
        {
            return Fail($"The text is nested deeper than {maxDepth} levels", at);
        }

        switch (Peek(at))
        {
            case '"':
                return Text();
            case '{':
                return Object(depth);
            case '[':
                return List(depth);
            case 'n':
                return Literal("null"u8);
            case 't':
                return Literal("true"u8);
            case 'f':
                return Literal("false"u8);
            default:
                return Number();
        }
    }

    private bool Object(int depth)
    {
        if (depth > maxDepth)
        {
            return Fail($"The text is nested deeper than {maxDepth} levels", at);
        }

        at = Blanks(at + 1);
        if (Peek(at) == '}')
        {
            at++;
            return true;
        }

        while (true)
        {
            if (Peek(at) != '"')
            {
                return Fail("Expecting property name enclosed in double quotes", at);
            }

            if (!Text())
            {
                return false;
            }

            at = Blanks(at);
            if (Peek(at) != ':')
            {
                return Fail("Expecting ':' delimiter", at);
            }

            at = Blanks(at + 1);
            if (!Value(depth + 1))
            {
                return false;
            }

            if (!Next('}', "Illegal trailing comma before end of object", out var closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    private bool List(int depth)
    {
        if (depth > maxDepth)
        {
            return Fail($"The text is nested deeper than {maxDepth} levels", at);
        }

        at = Blanks(at + 1);
        if (Peek(at) == ']')
        {
            at++;
            return true;
        }

        while (true)
        {
            if (!Value(depth + 1) || !Next(']', "Illegal trailing comma before end of array", out var closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    /// <summary>What follows an item: the closing bracket, or a comma and another item.</summary>
    private bool Next(char close, string trailing, out bool closed)
    {
        at = Blanks(at);
        closed = Peek(at) == close;
        if (closed)
        {
            at++;
            return true;
        }

        if (Peek(at) != ',')
        {
            return Fail("Expecting ',' delimiter", at);
        }

        var comma = at;
        at = Blanks(at + 1);
        return Peek(at) != close || Fail(trailing, comma);
    }

    private bool Text()
    {
        var begin = at;
        for (at++; at < json.Length; at++)
        {
            switch (json[at])
            {
                case (byte)'"':
                    at++;
                    return true;
                case (byte)'\\':
                    if (!Escape(begin))
                    {
                        return false;
                    }

                    break;
                case < 0x20:
                    return Fail("Invalid control character at", at);
                default:
                    break;
            }
        }

        return Fail("Unterminated string starting at", begin);
    }

    /// <summary>Reads the escape at <see cref="at"/> and stops at its last character.</summary>
    private bool Escape(int begin)
    {
        var escape = at;
        at++;
        if (at >= json.Length)
        {
            return Fail("Unterminated string starting at", begin);
        }

        if (json[at] != 'u')
        {
            return "\"\\/bfnrt"u8.Contains(json[at]) || Fail("Invalid \\escape", escape);
        }

        if (at + 5 >= json.Length)
        {
            return Fail("Invalid \\uXXXX escape", at);
        }

        for (var digit = 1; digit <= 4; digit++)
        {
            if (!char.IsAsciiHexDigit((char)json[at + digit]))
            {
                return Fail("Invalid \\uXXXX escape", at);
            }
        }

        at += 4;
        return true;
    }

    private bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!json[at..].StartsWith(literal))
        {
            return Fail("Expecting value", at);
        }

        at += literal.Length;
        return true;
    }

    private bool Number()
    {
        var rest = json[Math.Min(at, json.Length)..];
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
        {
            return Fail("NaN and infinities are not JSON", at);
        }

        var begin = at;
        var index = Peek(at) == '-' ? at + 1 : at;
        if (Peek(index) == '0')
        {
            index++;
        }
        else if (Digits(index) is var end && end > index)
        {
            index = end;
        }
        else
        {
            return Fail("Expecting value", begin);
        }

        if (Peek(index) == '.' && Digits(index + 1) is var fraction && fraction > index + 1)
        {
            index = fraction;
        }

        if (Peek(index) is 'e' or 'E')
        {
            var sign = Peek(index + 1) is '+' or '-' ? index + 2 : index + 1;
            index = Digits(sign) is var exponent && exponent > sign ? exponent : index;
        }

        at = index;
        return true;
    }

    private readonly int Digits(int index)
    {
        while (index < json.Length && char.IsAsciiDigit((char)json[index]))
        {
            index++;
        }

        return index;
    }

    private readonly int Blanks(int index)
    {
        while (index < json.Length && json[index] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            index++;
        }

        return index;
    }

    /// <summary>The character at a position, '\0' at the end.</summary>
    private readonly char Peek(int index) => index < json.Length ? (char)json[index] : '\0';

    private bool Fail(string text, int position)
    {
        message = text;
        place = position;
        return false;
    }
}
