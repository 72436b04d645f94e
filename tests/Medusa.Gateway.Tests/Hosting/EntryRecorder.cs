using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway.Tests;

/// <summary>Keeps every log entry with its category, event and fields.</summary>
public sealed class EntryRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<RecordedEntry> entries = new();

    public IReadOnlyCollection<RecordedEntry> Entries => [.. entries];

    /// <summary>All that was written, fields too.</summary>
    public string Text => string.Join('\n', entries.Select(entry => $"{entry.Text} {string.Join(' ', entry.Fields.Values)}"));

    public IReadOnlyList<RecordedEntry> Audit(string name) => [.. entries.Where(entry => entry.Category == "Medusa.Audit" && entry.Name == name)];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, entries);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<RecordedEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                fields[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            }

            entries.Enqueue(new RecordedEntry(category, eventId.Id, eventId.Name, fields, $"{formatter(state, exception)} {exception}"));
        }
    }
}
