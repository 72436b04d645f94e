using System.Collections.Immutable;
using System.Text.Json;

namespace Medusa.Episodes;

/// <summary>A JSON value of an environment file that knows where it stands.</summary>
internal sealed class FileNode
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };

    private FileNode(JsonTokenType type, int start) => (Type, Start) = (type, start);

    /// <summary>The token that begins the value.</summary>
    public JsonTokenType Type { get; }

    /// <summary>Where it begins, in bytes.</summary>
    public int Start { get; }

    /// <summary>Where it ends, in bytes.</summary>
    public int End { get; private set; }

    /// <summary>A text's characters.</summary>
    public string Text { get; private set; } = "";

    /// <summary>An object's fields, in order.</summary>
    public ImmutableArray<(string Name, int NameStart, FileNode Value)> Fields { get; private set; } = [];

    /// <summary>A list's items.</summary>
    public ImmutableArray<FileNode> Items { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="json">Its bytes, maybe with a byte order mark.</param>
    /// <exception cref="JsonException">It is no JSON; says the line and byte.</exception>
    public static FileNode Read(ReadOnlySpan<byte> json)
    {
        var mark = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[mark..], Lenient);
        reader.Read();
        var root = Read(ref reader, mark);
        while (reader.Read())
        {
        }

        return root;
    }

    /// <summary>The field of a name, in any case, or null.</summary>
    public FileNode? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }

    private static FileNode Read(ref Utf8JsonReader reader, int offset)
    {
        var node = new FileNode(reader.TokenType, (int)reader.TokenStartIndex + offset);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = ImmutableArray.CreateBuilder<(string, int, FileNode)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, start) = (reader.GetString()!, (int)reader.TokenStartIndex + offset);
                    reader.Read();
                    fields.Add((name, start, Read(ref reader, offset)));
                }

                node.Fields = fields.ToImmutable();
                break;
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<FileNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, offset));
                }

                node.Items = items.ToImmutable();
                break;
            case JsonTokenType.String:
                node.Text = reader.GetString()!;
                break;
        }

        node.End = (int)reader.BytesConsumed + offset;
        return node;
    }
}
