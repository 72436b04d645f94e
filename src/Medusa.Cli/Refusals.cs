using Medusa.Client;

namespace Medusa.Cli;

/// <summary>Tells refusals of one episode among many from refusals of the request itself, which would befall every other episode too.</summary>
internal static class Refusals
{
    private const int MostNamed = 20;

    /// <summary>Whether every such request is refused, whatever the episode.</summary>
    internal static bool IsOfAll(MedusaProblem problem) =>
        problem.Code is "unauthorized" or "invalid_request" or "invalid_json" or "unknown_route" or "unsupported_media_type" || problem.Code.StartsWith("http_", StringComparison.Ordinal);

    /// <summary>Names episodes on the error output, a line each; of very many, how many more there are.</summary>
    internal static void Name(Terminal terminal, IReadOnlyCollection<string> lines)
    {
        foreach (var line in lines.Take(MostNamed))
        {
            terminal.Warn(line);
        }

        if (lines.Count > MostNamed)
        {
            terminal.Warn($"{lines.Count - MostNamed} more.");
        }
    }
}
