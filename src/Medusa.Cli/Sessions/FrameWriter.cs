using System.Text;
using System.Text.Json;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Sessions;

/// <summary>
/// Shows the frames of a session. Compactly: sent frames as they are; of an observation the reward, whether it is done and why, the return so far, the message and the frame's size; of a
/// state the first characters.
/// </summary>
internal sealed class FrameWriter(TextWriter output, bool whole)
{
    private const int StateCharacters = 240;

    internal void Write(OpenEnvFrame frame) =>
        output.WriteLine($"{(frame.IsSent ? "→" : "←")} {(whole || frame.IsSent ? frame.Text : Compact(frame.Text))}");

    private static string Compact(string text)
    {
        var frame = JsonElement.Parse(text);
        var data = frame.GetProperty("data");
        return frame.GetProperty("type").GetString() switch
        {
            "observation" => $"observation, {Observation(data)}, {Size(text)}",
            "state" => $"state {Cut(data.GetRawText())}, {Size(text)}",
            _ => text,
        };
    }

    private static string Observation(JsonElement data)
    {
        var words = new List<string> { $"reward {data.GetProperty("reward").GetRawText()}", $"done {data.GetProperty("done").GetRawText()}" };
        if (data.TryGetProperty("metadata", out var metadata))
        {
            words.AddRange(Named(metadata, "end_reason", "end_reason"));
            words.AddRange(Named(metadata, "cumulative_reward", "return"));
        }

        words.AddRange(Named(data.GetProperty("observation"), "message", "message"));
        return string.Join(", ", words);
    }

    private static IEnumerable<string> Named(JsonElement data, string field, string name) =>
        data.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? [$"{name} {value.GetRawText()}"] : [];

    private static string Cut(string text) => text.Length <= StateCharacters ? text : text[..StateCharacters] + "…";

    private static string Size(string text) => $"{RolloutReport.Count(Encoding.UTF8.GetByteCount(text))} bytes";
}
