namespace Medusa.Gateway.Tests;

/// <summary>A log entry.</summary>
public sealed record RecordedEntry(string Category, int Id, string? Name, IReadOnlyDictionary<string, string> Fields, string Text)
{
    public string this[string field] => Fields[field];
}
