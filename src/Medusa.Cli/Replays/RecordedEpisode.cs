using System.Numerics;
using System.Text.Json;
using Medusa.Cli.Hosts;

namespace Medusa.Cli.Replays;

/// <summary>One line of a trajectory file.</summary>
/// <param name="Start">What was started.</param>
/// <param name="Version">The environment's version.</param>
/// <param name="StartDigest">The state digest of step 0.</param>
/// <param name="Steps">The steps.</param>
internal sealed record RecordedEpisode(EpisodeStart Start, string Version, string? StartDigest, IReadOnlyList<RecordedStep> Steps)
{
    /// <summary>The observation of step 0.</summary>
    public JsonElement FirstObservation { get; private init; }

    /// <summary>Reads a line.</summary>
    /// <exception cref="CommandException">It is no trajectory.</exception>
    public static RecordedEpisode Read(string line, int number)
    {
        try
        {
            return Read(JsonElement.Parse(line));
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CommandException(ExitCode.Usage, $"Line {number} is no trajectory: {failure.Message}");
        }
    }

    private static RecordedEpisode Read(JsonElement line)
    {
        var start = new EpisodeStart(
            Text(line, "environment"),
            BigInteger.Parse(line.GetProperty("seed").GetRawText(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture),
            line.TryGetProperty("task", out var task) ? task.GetString() : null,
            line.TryGetProperty("options", out var options) ? options : default);
        var steps = line.GetProperty("steps");
        var observations = steps.EnumerateArray().Select(step => step.GetProperty("observation")).Append(line.GetProperty("final_observation")).ToArray();
        return new RecordedEpisode(
            start,
            Text(line, "version"),
            line.GetProperty("state_digest").GetString(),
            [.. steps.EnumerateArray().Select((step, index) => RecordedStep.Read(step, observations[index + 1]))])
        {
            FirstObservation = observations[0],
        };
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");
}
