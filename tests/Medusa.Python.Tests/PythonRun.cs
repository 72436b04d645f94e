using System.Text.Json;

namespace Medusa.Python.Tests;

/// <summary>One run of the Python tests, and how each of them ended.</summary>
public sealed class PythonRun
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);
    private readonly Dictionary<string, string> outcomes = [];
    private readonly string output;

    /// <summary>Runs them all.</summary>
    public PythonRun()
    {
        var results = Path.GetTempFileName();
        try
        {
            output = Interpreter.Run("-m", "tests", "--results", results).Output;
            foreach (var line in File.ReadAllLines(results).Where(line => line.Length > 0))
            {
                var record = JsonDocument.Parse(line).RootElement;
                var detail = record.GetProperty("detail").GetString();
                outcomes[record.GetProperty("test").GetString()!] = record.GetProperty("outcome").GetString() + (string.IsNullOrEmpty(detail) ? "" : $": {detail}");
            }
        }
        finally
        {
            File.Delete(results);
        }
    }

    /// <summary>The names of the tests; where they cannot be listed, one name that stands for all and fails with the reason.</summary>
    public static IReadOnlyList<string> Names() => Listed.Value;

    /// <summary><c>passed</c>, or how it failed.</summary>
    public string OutcomeOf(string test) => outcomes.GetValueOrDefault(test) ?? $"{test} did not run: {Interpreter.Obstacle() ?? output}";

    private static IReadOnlyList<string> List()
    {
        var listing = Interpreter.Run("-m", "tests", "--list");
        return listing.ExitCode == 0 ? [.. listing.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)] : ["tests"];
    }
}
