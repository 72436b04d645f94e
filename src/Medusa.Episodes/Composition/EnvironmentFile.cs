using System.Text.Json;

namespace Medusa.Episodes;

/// <summary>An environment file while it is read: collects everything that is wrong with it, each with its place.</summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="bytes">Its bytes.</param>
internal sealed class EnvironmentFile(string name, byte[] bytes)
{
    private readonly List<(int At, string Message)> errors = [];

    /// <summary>The file's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its bytes.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>What is wrong, each as <c>file:line:column: what</c>, in the file's order.</summary>
    public IEnumerable<string> Errors => errors.OrderBy(error => error.At).Select(error => Placed(error.At, error.Message));

    /// <summary>Whether anything is wrong.</summary>
    public bool HasErrors => errors.Count > 0;

    /// <summary>Notes what is wrong.</summary>
    /// <param name="at">Where, in bytes.</param>
    /// <param name="message">What, and what to do about it.</param>
    public void Fail(int at, string message) => errors.Add((at, message));

    /// <summary>The file's object, or null where it has none.</summary>
    public FileNode? Read()
    {
        try
        {
            var root = FileNode.Read(Bytes);
            if (root.Type == JsonTokenType.StartObject)
            {
                return root;
            }

            Fail(root.Start, "An environment file holds one JSON object.");
        }
        catch (JsonException malformed)
        {
            Fail(OffsetOf(malformed.LineNumber ?? 0, malformed.BytePositionInLine ?? 0), $"This is no JSON: {malformed.Message.Split(" LineNumber:")[0]}");
        }

        return null;
    }

    /// <summary>Refuses fields that are not known, or that occur twice.</summary>
    public void Expect(FileNode node, params ReadOnlySpan<string> known)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, start, _) in node.Fields)
        {
            var isKnown = false;
            foreach (var expected in known)
            {
                isKnown |= string.Equals(expected, field, StringComparison.OrdinalIgnoreCase);
            }

            if (!isKnown)
            {
                Fail(start, $"'{field}' is unknown here; there are {string.Join(", ", known.ToArray())}.");
            }
            else if (!seen.Add(field))
            {
                Fail(start, $"'{field}' occurs twice.");
            }
        }
    }

    /// <summary>A text field.</summary>
    public string? TextOf(FileNode node, string field, bool required = false)
    {
        var value = node.Find(field);
        if (value is { Type: JsonTokenType.String })
        {
            return value.Text;
        }

        if (value is not null || required)
        {
            Fail(value?.Start ?? node.Start, $"'{field}' is a text{(value is null ? " and is needed here" : "")}.");
        }

        return null;
    }

    /// <summary>The items of a list field.</summary>
    public IEnumerable<FileNode> ItemsOf(FileNode node, string field, JsonTokenType type)
    {
        var value = node.Find(field);
        if (value is null)
        {
            return [];
        }

        if (value.Type == JsonTokenType.StartArray && value.Items.All(item => item.Type == type))
        {
            return value.Items;
        }

        Fail(value.Start, $"'{field}' is a list of {(type == JsonTokenType.String ? "texts" : "objects")}.");
        return [];
    }

    /// <summary>A value as JSON.</summary>
    public JsonElement JsonOf(FileNode node)
    {
        using var document = JsonDocument.Parse(
            Bytes.AsMemory(node.Start, node.End - node.Start), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.Clone();
    }

    private string Placed(int at, string message)
    {
        var before = Bytes.AsSpan(0, Math.Min(at, Bytes.Length));
        var line = before.Count((byte)'\n') + 1;
        return $"{Name}:{line}:{at - (before.LastIndexOf((byte)'\n') + 1) + 1}: {message}";
    }

    private int OffsetOf(long line, long column)
    {
        var at = 0;
        for (; line > 0 && Bytes.AsSpan(at).IndexOf((byte)'\n') is var next and >= 0; line--)
        {
            at += next + 1;
        }

        return (int)(at + column);
    }
}
