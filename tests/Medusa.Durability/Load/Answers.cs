using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>Reads what batches and sockets answer into the form that single requests get over HTTP.</summary>
public static class Answers
{
    private const string Recorded = ",\"replayed\":true}";

    /// <summary>The outcomes of a list of results.</summary>
    public static IReadOnlyList<Outcome> OfResults(JsonElement results, IReadOnlyList<Ask> asks) =>
        results.GetArrayLength() == asks.Count
            ? [.. results.EnumerateArray().Select((result, place) => OfResult(result, asks[place].Kind))]
            : [.. asks.Select(_ => new Outcome.Refused(500, "", false, $"{results.GetArrayLength()} results for {asks.Count} elements"))];

    /// <summary>The outcome of a frame with one request.</summary>
    public static Outcome OfFrame(JsonElement frame, Ask ask)
    {
        if (frame.TryGetProperty("error", out var problem))
        {
            return OfProblem(problem);
        }

        if (ask.Kind == CallKind.Step)
        {
            return OfResult(frame.GetProperty("result"), ask.Kind);
        }

        var episodes = frame.GetProperty("episodes").EnumerateArray().Select(episode => Bare(episode.GetRawText())).ToArray();
        return new Outcome.Answered(Episodes(episodes.Select(episode => episode.Body)), episodes.All(episode => episode.Replayed));
    }

    /// <summary>The outcome that a problem says.</summary>
    public static Outcome OfProblem(JsonElement problem)
    {
        var status = problem.GetProperty("status").GetInt32();
        var code = problem.GetProperty("code").GetString() ?? "";
        // Retry-After is a header of answers over HTTP alone.
        return status == 504 ? new Outcome.Unknown(code) : new Outcome.Refused(status, code, true, problem.GetRawText());
    }

    private static Outcome OfResult(JsonElement result, CallKind kind)
    {
        if (result.TryGetProperty("error", out var problem))
        {
            return OfProblem(problem);
        }

        var (body, replayed) = Bare(result.GetRawText());
        return new Outcome.Answered(kind == CallKind.Create ? Episodes([body]) : body, replayed);
    }

    private static (string Body, bool Replayed) Bare(string raw) => raw.EndsWith(Recorded, StringComparison.Ordinal) ? (raw[..^Recorded.Length] + "}", true) : (raw, false);

    private static string Episodes(IEnumerable<string> episodes) => $$"""{"episodes":[{{string.Join(',', episodes)}}]}""";
}
