using System.Globalization;
using System.Reflection;
using Medusa.Episodes;

namespace Medusa.Gateway.Tests;

/// <summary>Every code of the error catalogue is the answer to a request, in the form that the catalogue gives it.</summary>
[Collection("gate")]
public sealed class EveryCode_should
{
    /// <summary>Codes that no route below <c>/v1</c> has a reason for: an episode is always named there, and sessions are OpenEnv's.</summary>
    private static readonly Dictionary<string, string?> MediaTypes = new() { ["ambiguous_episode"] = "application/json", ["session_superseded"] = null, ["resume_required"] = null };

    private static readonly Dictionary<string, Func<Task<Refusal>>> Producers = new(
        [
            .. RequestProblems.Producers, .. EpisodeProblems.Producers, .. CallerProblems.Producers, .. PluginProblems.Producers,
            .. JournalProblems.Producers, .. EngineProblems.Producers, .. FrameProblems.Problems,
        ]);

    public static TheoryData<string> Problems() => new([.. Constants(typeof(ProblemCode)).Union(DocumentedCodes.Problems.Select(row => row.Code))]);

    public static TheoryData<string> Frames() => new([.. Constants(typeof(ErrorFrames)).Union(DocumentedCodes.Frames.Select(row => row.Code))]);

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Be_the_answer_to_a_request_as_documented(string code)
    {
        Assert.True(Producers.TryGetValue(code, out var produce), $"no request produces {code}");
        var documented = Assert.Single(DocumentedCodes.Problems, row => row.Code == code);
        var refusal = await produce();
        Assert.Equal(code, refusal.Code);
        Assert.Equal(MediaTypes.GetValueOrDefault(code, "application/problem+json"), refusal.ContentType);
        if (refusal.ContentType is not null)
        {
            Assert.Equal((documented.Status, documented.HasRetryAfter), (refusal.Status, refusal.RetryAfter is not null));
            Assert.True(refusal.RetryAfter is null || int.Parse(refusal.RetryAfter, CultureInfo.InvariantCulture) > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Be_an_error_frame_as_documented(string code)
    {
        Assert.True(FrameProblems.Producers.TryGetValue(code, out var produce), $"no message produces {code}");
        var documented = Assert.Single(DocumentedCodes.Frames, row => row.Code == code);
        var refusal = await produce();
        Assert.Equal((code, documented.IsClosed), (refusal.Code, refusal.IsClosed));
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
