using System.CommandLine;

namespace Medusa.Cli.Output;

/// <summary>The option <c>--json</c>, which every verb has that prints data.</summary>
internal static class JsonOption
{
    internal static Option<bool> Create(string description = "Prints one JSON object.") => new("--json") { Description = description };
}
