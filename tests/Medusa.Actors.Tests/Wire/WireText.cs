using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Actors.Tests;

/// <summary>A message with all that is in it as text, so that two can be compared property by property, those that are added later included.</summary>
internal static class WireText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        JsonElement { ValueKind: JsonValueKind.Undefined } => "undefined",
        JsonElement json => $"json {json.GetRawText()}",
        Record record => $"record {Encoding.UTF8.GetString(RecordJson.Write(record))}",
        ReadOnlyMemory<byte> bytes => $"bytes {Convert.ToHexString(bytes.Span)}",
        string text => $"'{text}'",
        ActivityContext span => $"{span.TraceId} {span.SpanId} {span.TraceFlags} {Of(span.TraceState)}",
        DateTimeOffset time => time.ToString("O"),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        EpisodeId or Owner => value.ToString()!,
        _ when value.GetType().Assembly.GetName().Name!.StartsWith("Medusa.", StringComparison.Ordinal) && !value.GetType().IsEnum =>
            $"{value.GetType().Name} {{ {string.Join(", ", Properties(value).Select(property => $"{property.Name} = {Of(property.GetValue(value))}"))} }}",
        _ => FormattableString.Invariant($"{value}"),
    };

    /// <summary>The names of those properties that have the value which they have in a message where nothing is set.</summary>
    public static IEnumerable<string> Unset(object value, object unset) =>
        Properties(value).Where(property => Of(property.GetValue(value)) == Of(property.GetValue(unset))).Select(property => property.Name);

    private static IEnumerable<PropertyInfo> Properties(object value) => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name is not (nameof(EpisodeReply.Tail) or nameof(Problem.Status) or nameof(FieldError.DottedPath) or "EqualityContract"));
}
