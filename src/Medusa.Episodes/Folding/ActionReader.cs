using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Reads an environment's actions. An action that is an operator's name with no arguments is recognised without allocating; all others go through
/// their descriptors. OpenEnv's base field <c>metadata</c> is accepted beside the described fields and is no part of the canonical action.
/// </summary>
internal sealed class ActionReader
{
    private const string Metadata = "metadata";

    private readonly ActionDescriptor descriptor;
    private readonly byte[] operatorField;
    private readonly byte[]? argumentsField;
    private readonly Entry[] entries;

    public ActionReader(EnvironmentDefinition environment)
    {
        descriptor = environment.Action;
        operatorField = Encoding.UTF8.GetBytes(descriptor.OperatorField);
        argumentsField = descriptor.ArgumentsField is { } field ? Encoding.UTF8.GetBytes(field) : null;
        entries = [.. environment.Operators.Select(candidate => new Entry(candidate, Combined(candidate), CanonicalJson.Bytes(candidate.Name), CanonicalJson.Bytes(descriptor.OperatorField)))];
        ValidActions = string.Join(", ", environment.Operators.Select(candidate => candidate.Name));
        foreach (var entry in entries)
        {
            entry.Plain = ReadPlain(entry);
        }
    }

    /// <summary>The operators' names, for messages.</summary>
    public string ValidActions { get; }

    /// <summary>Reads an action.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="metadata">The field <c>metadata</c>, undefined where there is none.</param>
    /// <param name="errors">What is wrong with it; empty where the result is not null.</param>
    public ParsedAction? Read(JsonElement json, out JsonElement metadata, out ImmutableArray<FieldError> errors)
    {
        metadata = default;
        errors = [];
        return TryReadPlain(json) ?? ReadDescribed(json, out metadata, out errors);
    }

    /// <summary>An action of its canonical bytes, where it is an operator without arguments; else null.</summary>
    public ParsedAction? Recorded(ReadOnlySpan<byte> canonical)
    {
        foreach (var entry in entries)
        {
            if (entry.Plain is { } plain && canonical.SequenceEqual(plain.Canonical.Span))
            {
                return plain;
            }
        }

        return null;
    }

    /// <summary>Any JSON in canonical form, as the journal keeps an invalid action; null where it has none.</summary>
    public static ReadOnlyMemory<byte>? Canonical(JsonElement json)
    {
        if (JsonValue.Read(json, out var value) is not null)
        {
            return null;
        }

        if (value.Kind == Operators.Abstractions.ValueKind.Record && value.AsRecord is { } record && record[Metadata].Kind == Operators.Abstractions.ValueKind.Record)
        {
            value = Record.Of([.. record.Shape.Names.Where(name => name != Metadata).Select(name => (name, record[name]))]);
        }

        return CanonicalJson.Bytes(value);
    }

    private ParsedAction? TryReadPlain(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var sent = JsonMarshal.GetRawUtf8Value(json);
        foreach (var entry in entries)
        {
            if (sent.SequenceEqual(entry.UsualText) || sent.SequenceEqual(entry.SpacedText))
            {
                return entry.Plain;
            }
        }

        ParsedAction? found = null;
        foreach (var property in json.EnumerateObject())
        {
            if (found is null && property.Value.ValueKind == JsonValueKind.String && property.NameEquals(operatorField))
            {
                var quoted = JsonMarshal.GetRawUtf8Value(property.Value);
                foreach (var entry in entries)
                {
                    if (quoted.SequenceEqual(entry.QuotedName))
                    {
                        found = entry.Plain;
                        break;
                    }
                }

                if (found is null)
                {
                    return null;
                }
            }
            else if (argumentsField is null || property.Value.ValueKind != JsonValueKind.Object || !property.NameEquals(argumentsField) || property.Value.EnumerateObject().MoveNext())
            {
                return null;
            }
        }

        return found;
    }

    private ParsedAction? ReadDescribed(JsonElement json, out JsonElement metadata, out ImmutableArray<FieldError> errors)
    {
        metadata = default;
        var found = new List<FieldError>();
        var entry = FindEntry(json);
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Metadata, out metadata) && metadata.ValueKind != JsonValueKind.Object
            && descriptor.Shape.Find(Metadata) is null)
        {
            found.Add(FieldErrors.Of("dict_type", [Metadata], metadata));
        }

        var read = DescriptorReader.ReadObject(entry?.Shape ?? descriptor.Shape, json, [], found, reserved: Metadata);
        if (entry is null && found.Count == 0)
        {
            json.TryGetProperty(descriptor.OperatorField, out var sent);
            found.Add(FieldErrors.Choice([descriptor.OperatorField], sent, [.. entries.Select(candidate => candidate.Operator.Name)], named: false));
        }

        var action = found.Count == 0 ? Complete(entry!, json, read, found) : null;
        errors = [.. found];
        return found.Count == 0 ? action : null;
    }

    private ParsedAction Complete(Entry entry, JsonElement json, Record read, List<FieldError> errors)
    {
        if (descriptor.ArgumentsField is not { } field)
        {
            var others = Record.Of([.. read.Shape.Names.Where(name => name != descriptor.OperatorField).Select(name => (name, read[name]))]);
            return new ParsedAction(entry.Operator, others, CanonicalJson.Bytes(read));
        }

        var arguments = read[field] is { Kind: Operators.Abstractions.ValueKind.Record } free ? free.AsRecord : Record.Empty;
        if (!descriptor.FreeArguments)
        {
            json.TryGetProperty(field, out var sent);
            arguments = DescriptorReader.ReadObject(entry.Operator.Parameters, sent, [field], errors);
        }

        var fields = new List<(string Name, Value Value)>();
        foreach (var described in descriptor.Shape.Fields)
        {
            if (described.Name == field)
            {
                fields.Add((field, arguments));
            }
            else if (read.Has(described.Name))
            {
                fields.Add((described.Name, read[described.Name]));
            }
        }

        return new ParsedAction(entry.Operator, arguments, CanonicalJson.Bytes(Record.Of([.. fields])));
    }

    private Entry? FindEntry(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(descriptor.OperatorField, out var name)
            || name.ValueKind != JsonValueKind.String || !JsonText.TryGet(name, out var text))
        {
            return null;
        }

        return Array.Find(entries, entry => entry.Operator.Name == text);
    }

    /// <summary>Where arguments stand beside the operator's name: the action's fields and the operator's own.</summary>
    private ObjectDescriptor Combined(IOperator candidate) => descriptor.ArgumentsField is not null
        ? descriptor.Shape
        : descriptor.Shape with
        {
            Fields = [.. descriptor.Shape.Fields, .. candidate.Parameters.Fields.Where(field => descriptor.Shape.Find(field.Name) is null)],
            AllowsOthers = descriptor.Shape.AllowsOthers || descriptor.FreeArguments,
        };

    private ParsedAction? ReadPlain(Entry entry)
    {
        var json = new JsonBuffer();
        json.Record(Record.Of((descriptor.OperatorField, entry.Operator.Name)));
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return ReadDescribed(document.RootElement, out _, out _);
    }

    /// <summary>One operator, with its action as most clients write it: without blanks, or with one after the colon.</summary>
    private sealed class Entry(IOperator applied, ObjectDescriptor shape, byte[] quotedName, byte[] quotedField)
    {
        public byte[] UsualText { get; } = [(byte)'{', .. quotedField, (byte)':', .. quotedName, (byte)'}'];

        public byte[] SpacedText { get; } = [(byte)'{', .. quotedField, (byte)':', (byte)' ', .. quotedName, (byte)'}'];

        public IOperator Operator { get; } = applied;

        public ObjectDescriptor Shape { get; } = shape;

        public byte[] QuotedName { get; } = quotedName;

        public ParsedAction? Plain { get; set; }
    }
}
