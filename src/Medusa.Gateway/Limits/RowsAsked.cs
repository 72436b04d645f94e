using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>How many rows a new episode asks for: its options that count rows, as sent, or as its task or the environment has them.</summary>
internal static class RowsAsked
{
    /// <summary>The rows of one episode; 0 where its environment is not known or counts none.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="environment">Its environment; null where it is not known.</param>
    public static long Of(CreateEpisode command, EnvironmentDefinition? environment)
    {
        if (environment is null)
        {
            return 0;
        }

        var pinned = command.Task is { } name ? environment.FindTask(name)?.Options : null;
        return environment.Scenarios.Options.Fields.Where(field => field.CountsRows).Sum(field => Of(field, command.Options, pinned));
    }

    private static long Of(FieldDescriptor field, JsonElement sent, Record? pinned)
    {
        if (sent.ValueKind == JsonValueKind.Object && sent.TryGetProperty(field.Name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var asked))
        {
            return Math.Max(0, asked);
        }

        var otherwise = pinned?.Has(field.Name) == true ? pinned[field.Name] : field.Default;
        return otherwise.Kind == Operators.Abstractions.ValueKind.Integer ? otherwise.AsInteger : 0;
    }
}
