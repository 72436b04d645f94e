using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The governance log: for each step its index, action, parameters, reward, breakdown by rule, cumulative reward, metrics and wall-clock time.</summary>
internal static class GovernanceLog
{
    /// <summary>Writes the log.</summary>
    /// <param name="head">The episode.</param>
    /// <param name="steps">Its steps in order.</param>
    /// <param name="asLines">One object a line instead of <c>{"episode_id", "entries": […]}</c>.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(EpisodeHead head, IEnumerable<StepTaken> steps, bool asLines, JsonBuffer json)
    {
        if (!asLines)
        {
            json.StartObject();
            json.Name("episode_id"u8);
            json.Text(head.Started.Id.Value);
            json.Name("environment"u8);
            json.Text(head.Started.Environment);
            json.Name("version"u8);
            json.Text(head.Started.Version);
            json.Name("entries"u8);
            json.StartList();
        }

        foreach (var step in steps)
        {
            if (asLines)
            {
                var line = new JsonBuffer();
                WriteEntry(step, line);
                json.Verbatim(line.WrittenSpan);
                json.Verbatim("\n"u8);
            }
            else
            {
                WriteEntry(step, json);
            }
        }

        if (!asLines)
        {
            json.EndList();
            json.EndObject();
        }
    }

    /// <summary>Writes what each rule paid: <c>[{"rule", "value"}, …]</c>.</summary>
    public static void WriteBreakdown(StepTaken step, JsonBuffer json)
    {
        json.StartList();
        foreach (var term in step.Breakdown)
        {
            json.StartObject();
            json.Name("rule"u8);
            json.Text(term.Rule);
            json.Name("value"u8);
            json.Number(term.Value);
            json.EndObject();
        }

        json.EndList();
    }

    private static void WriteEntry(StepTaken step, JsonBuffer json)
    {
        json.StartObject();
        json.Name("index"u8);
        json.Integer(step.Index);
        WriteAction(step, json);
        json.Name("reward"u8);
        json.Number(step.Reward);
        json.Name("reward_breakdown"u8);
        WriteBreakdown(step, json);
        json.Name("cumulative_reward"u8);
        json.Number(step.CumulativeReward);
        json.Name("metrics"u8);
        json.Record(step.Metrics);
        json.Name("wall_time"u8);
        json.Text(JournalTime.Text(step.WallTime));
        json.EndObject();
    }

    /// <summary>The operator's name, which is the canonical action's first text, and the rest of the action as its parameters.</summary>
    private static void WriteAction(StepTaken step, JsonBuffer json)
    {
        using var document = JsonDocument.Parse(step.Action, new JsonDocumentOptions { MaxDepth = JsonValue.MaxDepth * 2 });
        var value = JsonValue.InOrder(document.RootElement);
        var action = value.Kind == Operators.Abstractions.ValueKind.Record ? value.AsRecord : Record.Of(("value", value));
        var name = action.Shape.Names.FirstOrDefault(field => action[field].Kind == Operators.Abstractions.ValueKind.Text);
        var others = action.Shape.Names.Where(field => field != name).ToArray();
        json.Name("action"u8);
        json.Text(name is null ? null : action[name].AsText);
        json.Name("parameters"u8);
        json.Value(others is [var only] && action[only].Kind == Operators.Abstractions.ValueKind.Record
            ? action[only]
            : Record.Of([.. others.Select(field => (field, action[field]))]));
    }
}
