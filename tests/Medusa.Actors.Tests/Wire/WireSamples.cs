using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Medusa.Operators.Abstractions;

namespace Medusa.Actors.Tests;

/// <summary>Every message between nodes, with everything set and with nothing set.</summary>
internal static class WireSamples
{
    private static readonly Owner Zoe = new("team/Zoë 日本 𝄞");
    private static readonly EpisodeId Member = CountingHost.Id("run.1~7");
    private static readonly EpisodeKey Full = new(Zoe, Member);
    private static readonly EpisodeKey Bare = new(new Owner("a"), CountingHost.Id("e"));

    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>
    {
        ["request-wake-full"] = new EpisodeRequest(Full, null, long.MaxValue),
        ["request-wake-empty"] = new EpisodeRequest(Bare, null, 0),
        ["request-step-full"] = Ask(new StepEpisode(Zoe, Member, Json("""{"action":"ADD","params":{"amount":1.50,"text":"ä\u0000\uD834\uDD1E"}}""")) { Step = long.MaxValue, RequestId = "запрос-1", EchoAfterEnd = true }),
        ["request-step-empty"] = AskBare(new StepEpisode(Bare.Owner, Bare.Id, default)),
        ["request-step-null"] = AskBare(new StepEpisode(Bare.Owner, Bare.Id, Json("null")) { Step = 0, RequestId = string.Empty }),
        ["request-create-full"] = Ask(new CreateEpisode(Zoe, Member, "counting")
        {
            IsNamed = true,
            Seed = Json("9007199254740991"),
            Task = "reach_ten",
            Options = Json("""{ "rows" : 3 }"""),
            IgnoreUnknownOptions = true,
            RequestId = "c-1",
            Seeds = "train",
            Label = "Ω",
            Labels = Record.Of(("team", "red"), ("n", 3L), ("x", 0.5), ("none", default), ("on", true)),
            OnInvalidAction = InvalidActionMode.Step,
            Durability = "durable",
            Count = 4_096,
            Group = "g",
            IdleTimeout = TimeSpan.FromTicks(long.MaxValue),
            Deadline = TimeSpan.FromTicks(1),
            Session = "s",
            Generation = int.MaxValue,
        }),
        ["request-create-empty"] = AskBare(new CreateEpisode(Bare.Owner, Bare.Id, string.Empty)),
        ["request-create-null"] = AskBare(new CreateEpisode(Bare.Owner, Bare.Id, "counting") { Seed = Json("null"), Options = Json("null"), Task = string.Empty, Label = string.Empty, IdleTimeout = TimeSpan.Zero }),
        ["request-fork-full"] = Ask(new ForkEpisode(Zoe, Member) { At = int.MaxValue, Count = 2, RequestId = "f", Label = "Ω", Session = "s", Generation = 3 }),
        ["request-fork-empty"] = AskBare(new ForkEpisode(Bare.Owner, Bare.Id)),
        ["request-query-full"] = Ask(new QueryEpisode(Zoe, Member, EpisodeQueryKind.Verify) { At = 0, Table = "ädded", Offset = 7, Limit = 10_000, AsLines = true, Task = "reach_ten", AllowRunning = true }),
        ["request-query-marks"] = Ask(new QueryEpisode(Zoe, Member, EpisodeQueryKind.Verify) { At = 0, Table = "ädded", Offset = 7, Limit = 10_000, AsLines = true, Task = "reach_ten", AllowRunning = true, WithMarks = true }),
        ["request-query-empty"] = AskBare(new QueryEpisode(Bare.Owner, Bare.Id, EpisodeQueryKind.Summary)),
        ["request-close-full"] = Ask(new CloseEpisode(Zoe, Member, "gelöscht")),
        ["request-close-empty"] = AskBare(new CloseEpisode(Bare.Owner, Bare.Id, string.Empty)),
        ["answer-full"] = new EpisodeAnswer(long.MaxValue, Reply("""{"episode_id":"run.1~7","text":"ä𝄞"}""") with { Problem = Refusal, Episode = Member, TailOffset = 3, Replayed = true, Echo = true, Step = int.MaxValue, Done = true }),
        ["answer-empty"] = new EpisodeAnswer(0, new EpisodeReply()),
        ["answer-problem"] = new EpisodeAnswer(7, EpisodeReply.Refused(Refusal)),
        ["answer-plain-problem"] = new EpisodeAnswer(7, EpisodeReply.Refused("unknown_episode", "There is no episode 'e'.")),
        ["answer-members"] = new EpisodeAnswer(7, Reply("first") with
        {
            Episode = Member,
            TailOffset = 1,
            Members = [Reply("first") with { Episode = Member, TailOffset = 1 }, Reply("second") with { Episode = Bare.Id, Step = 2, Done = true }, EpisodeReply.Refused(Refusal)],
        }),
        ["node-query"] = NodeQuery.Instance,
        ["node-report-full"] = new NodeReport(new NodeStatus("knoten-ä", "up")
        {
            Episodes = 100_000,
            Shards = 0,
            Environments = ["counting@1", "counting@2"],
            Plugins = [new NodePlugin("p", "1.0.0", new string('a', 64), PluginState.Active), new NodePlugin("q", null, null, PluginState.Rejected)],
        })
        {
            Side = new ClusterSide(3, "akka.tcp://medusa@10.0.0.1:4053"),
        },
        ["node-report-empty"] = new NodeReport(new NodeStatus(string.Empty, "up")),
        ["watch-full"] = new WatchNotices(Zoe, Member, Stop: true),
        ["watch-empty"] = new WatchNotices(Bare.Owner, null, Stop: false),
        ["notice-full"] = new EpisodeNotice(Full, EpisodeNoticeKind.Ended)
        {
            Environment = "counting", Step = 9, Reward = -0.0, EndReason = "finished", At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Missed = long.MaxValue,
        },
        ["notice-empty"] = new EpisodeNotice(Bare, EpisodeNoticeKind.Started) { Environment = string.Empty, Step = 0, At = DateTimeOffset.MinValue },
    };

    private static Problem Refusal => new("step_conflict", "Erwartet: 3 — \"не 4\".")
    {
        Extensions = Record.Of(("expected_step", 3L), ("inner", Record.Of(("deep", "ä")))),
        Errors = [new FieldError(["params", "ämount"], "int_type", "Input should be a valid integer", "\"x\"") { Context = """{"le":5}""" }, new FieldError([], "missing", "Field required", "null")],
        RetryAfterSeconds = 30,
    };

    private static JsonElement Json(string text) => CountingHost.Json(text);

    private static EpisodeReply Reply(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    private static ActivityContext Span { get; } = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded, "vendor=1");

    private static EpisodeRequest Ask(object command) => new(Full, command, -7, Span);

    private static EpisodeRequest AskBare(object command) => new(Bare, command, 1);
}
