using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Durability.Tests;

/// <summary>The judge must find what is broken, and only that.</summary>
public sealed class HistoryChecker_should
{
    private readonly List<Call> calls = [];
    private readonly List<JournalRow> rows = [];
    private readonly List<JournaledEpisode> more = [];

    public HistoryChecker_should()
    {
        calls.Add(CallOf(CallKind.Create, 0, "e", "", new Outcome.Answered($$"""{"episodes":[{{Reply(0)}}]}""", false)));
        rows.Add(RowOf(0));
        for (var step = 1; step <= 3; step++)
        {
            calls.Add(Step(step, new Outcome.Answered(Reply(step), false)));
            rows.Add(RowOf(step));
        }
    }

    [Fact]
    public void Find_nothing_in_a_history_that_kept_every_promise() => Assert.Empty(Check());

    [Fact]
    public void Accept_what_was_unknown_and_refused_and_then_answered()
    {
        calls.Insert(1, Step(1, new Outcome.Unknown("connection lost")));
        calls.Insert(2, Step(1, new Outcome.Refused(503, "journal_unavailable", true, "")));
        calls.Add(Step(1, new Outcome.Answered(Reply(1), true)));
        Assert.Empty(Check());
    }

    [Fact]
    public void Find_a_lost_step()
    {
        rows.RemoveAt(3);
        AssertFinds("P2", "step 3");
    }

    [Fact]
    public void Find_a_lost_episode()
    {
        rows.Clear();
        AssertFinds("P2", "creation e");
    }

    [Fact]
    public void Find_a_gap()
    {
        rows.RemoveAt(2);
        AssertFinds("P1", "0, 1, 3");
        AssertFinds("P4", "1, 3");
    }

    [Fact]
    public void Find_two_rows_of_one_index()
    {
        rows.Insert(3, RowOf(2));
        AssertFinds("P1", "0, 1, 2, 2, 3");
    }

    [Fact]
    public void Find_a_request_that_was_applied_twice()
    {
        rows.Add(RowOf(4) with { RequestId = "e-3" });
        AssertFinds("P3", "e-3 was applied");
    }

    [Fact]
    public void Find_a_creation_that_was_applied_twice()
    {
        more.Add(new JournaledEpisode("anonymous", "other", "e", [RowOf(0)]));
        AssertFinds("P3", "made 2 episodes");
    }

    [Fact]
    public void Find_two_histories_of_one_episode()
    {
        more.Add(new JournaledEpisode("anonymous", "id", "e", rows));
        AssertFinds("P1", "2 histories");
    }

    [Fact]
    public void Find_an_answer_that_the_journal_does_not_hold()
    {
        rows[2] = RowOf(2) with { Event = $$"""{"reply":{{Reply(2).Replace("message", "massage", StringComparison.Ordinal)}}}""" };
        AssertFinds("P2", "the journal holds");
    }

    [Fact]
    public void Find_a_repetition_that_was_answered_otherwise()
    {
        calls.Add(Step(2, new Outcome.Answered(Reply(2).Replace("message", "massage", StringComparison.Ordinal), true)));
        AssertFinds("P3", "2 different answers");
    }

    [Fact]
    public void Find_another_action_than_was_asked_for()
    {
        rows[1] = RowOf(1) with { Action = """{"action":"COMMIT"}""" };
        AssertFinds("P2", "COMMIT");
    }

    [Fact]
    public void Find_a_step_under_another_request()
    {
        rows[1] = RowOf(1) with { RequestId = "stranger" };
        AssertFinds("P3", "stranger");
        AssertFinds("P3", "nobody asked for step 1");
    }

    [Fact]
    public void Find_a_sum_that_is_wrong()
    {
        rows[2] = RowOf(2) with { CumulativeReward = -0.2 };
        AssertFinds("P4", "sum to");
    }

    [Fact]
    public void Find_an_answer_for_another_step()
    {
        calls.Add(Step(2, new Outcome.Answered(Reply(3), false)));
        AssertFinds("P4", "as step 3");
    }

    [Fact]
    public void Find_what_stayed_unknown()
    {
        calls.Add(Step(4, new Outcome.Unknown("connection lost")));
        AssertFinds("P6", "connection lost");
    }

    [Fact]
    public void Find_a_refused_step_in_the_journal()
    {
        calls.Add(Step(4, new Outcome.Refused(409, "step_conflict", false, "")));
        rows.Add(RowOf(4));
        AssertFinds("P4", "was refused and is in the journal");
    }

    [Fact]
    public void Find_a_refusal_of_what_was_in_order()
    {
        calls.Add(Step(4, new Outcome.Refused(409, "step_conflict", false, "")));
        AssertFinds("P4", "was in order");
    }

    [Fact]
    public void Find_a_server_error()
    {
        calls.Add(Step(3, new Outcome.Refused(500, "", false, "")));
        AssertFinds("P9", "500");
    }

    [Fact]
    public void Find_a_refusal_that_does_not_say_when_to_retry()
    {
        calls.Add(Step(3, new Outcome.Refused(503, "overloaded", false, "")));
        AssertFinds("P9", "Retry-After");
    }

    [Fact]
    public void Find_an_acknowledgement_without_a_journal()
    {
        calls.Add(Step(3, new Outcome.Answered(Reply(3).Replace("durable", "volatile", StringComparison.Ordinal), true)));
        AssertFinds("P2", "volatile");
    }

    [Fact]
    public void Find_events_without_an_episode()
    {
        more.Add(new JournaledEpisode(null, "", null, [RowOf(0)]));
        AssertFinds("P1", "belong to no episode");
    }

    [Fact]
    public void Find_nothing_in_a_fork_that_begins_as_its_parent_stood()
    {
        AddFork();
        Assert.Empty(Check());
    }

    [Fact]
    public void Find_a_fork_that_begins_with_another_answer()
    {
        AddFork(reply => reply.Replace("message", "massage", StringComparison.Ordinal));
        AssertFinds("P5", "begins with the answer");
    }

    [Fact]
    public void Find_a_fork_that_begins_in_another_state()
    {
        AddFork(digest: "d1");
        AssertFinds("P5", "begins with d1");
    }

    [Fact]
    public void Find_a_fork_of_what_is_not_there()
    {
        AddFork(parent: "nobody");
        AssertFinds("P2", "nobody, which is not in the journal");
    }

    [Fact]
    public void Find_a_fork_whose_steps_do_not_go_on()
    {
        AddFork(firstOwnStep: 4);
        AssertFinds("P4", "steps of episode id~1 are 4");
    }

    [Fact]
    public void Find_a_fork_that_nobody_asked_for()
    {
        AddFork();
        calls.RemoveAll(call => call.Kind == CallKind.Fork);
        AssertFinds("P3", "nobody asked for the episode id~1");
    }

    [Fact]
    public void Find_an_end_that_nobody_asked_for()
    {
        rows.Add(new JournalRow(4, "episode_closed", null, null, null, null, null, null, """{"reason":"request_refused"}"""));
        AssertFinds("P4", "nobody closed");
    }

    [Fact]
    public void Find_a_group_of_two_families()
    {
        var (first, second) = (Reply(0).Replace("\"id\"", "\"x~1\"", StringComparison.Ordinal), Reply(0).Replace("\"id\"", "\"y~2\"", StringComparison.Ordinal));
        calls.Add(CallOf(CallKind.Create, 0, "g", "", new Outcome.Answered($$"""{"episodes":[{{first}},{{second}}]}""", false)) with { Count = 2 });
        more.Add(new JournaledEpisode("anonymous", "x~1", "g", [RowOf(0) with { Event = $$"""{"reply":{{first}}}""" }]));
        more.Add(new JournaledEpisode("anonymous", "y~2", "g#1", [RowOf(0) with { Event = $$"""{"reply":{{second}}}""" }]));
        AssertFinds("P3", "no family: x~1, y~2");
        Assert.Single(Check());
    }

    /// <summary>A fork after step 2 that took one step of its own.</summary>
    private void AddFork(Func<string, string>? change = null, string digest = "d2", string parent = "id", int firstOwnStep = 3)
    {
        var reply = (change ?? (same => same))(Reply(2)).Replace("\"id\"", "\"id~1\"", StringComparison.Ordinal);
        calls.Add(CallOf(CallKind.Fork, 2, "f", "id", new Outcome.Answered($$"""{"episodes":[{{reply}}]}""", false)));
        var step = Reply(firstOwnStep).Replace("\"id\"", "\"id~1\"", StringComparison.Ordinal);
        calls.Add(CallOf(CallKind.Step, firstOwnStep, "f-3", "id~1", new Outcome.Answered(step, false)));
        more.Add(new JournaledEpisode(
            "anonymous",
            "id~1",
            "f",
            [
                new JournalRow(0, "episode_forked", 2, null, "f", null, -1.0, digest, $$"""{"parent":"{{parent}}","at":2,"reply":{{reply}}}"""),
                RowOf(firstOwnStep) with { Index = 1, RequestId = "f-3", Event = $$"""{"reply":{{step}}}""" },
            ]));
    }

    private static Call Step(int step, Outcome outcome) => CallOf(CallKind.Step, step, $"e-{step}", "id", outcome);

    private static Call CallOf(CallKind kind, int step, string requestId, string episode, Outcome outcome) =>
        new(0, new Uri("http://a"), kind, episode, requestId, step, kind == CallKind.Step ? "SYNC_CHECK" : "", TimeSpan.Zero, TimeSpan.Zero, outcome);

    private static JournalRow RowOf(int step) => step == 0
        ? new JournalRow(0, "episode_started", null, null, null, null, null, "d0", $$"""{"reply":{{Reply(0)}}}""")
        : new JournalRow(step, "step_taken", step, """{"action":"SYNC_CHECK","params":{}}""", $"e-{step}", -0.5, -0.5 * step, $"d{step}", $$"""{"reply":{{Reply(step)}}}""");

    private static string Reply(int step) => FormattableString.Invariant(
        $$$"""{"episode_id":"id","step":{{{step}}},"observation":{"message":"m"},"reward":{{{(step == 0 ? "null" : "-0.5")}}},"metadata":{"cumulative_reward":{{{-0.5 * step:0.0}}},"state_digest":"d{{{step}}}","durability":"durable"}}""");

    private IReadOnlyList<Violation> Check() => HistoryChecker.Check(calls, [new JournaledEpisode("anonymous", "id", "e", rows), .. more]);

    private void AssertFinds(string promise, string what) =>
        Assert.Contains(Check(), violation => violation.Promise == promise && violation.What.Contains(what, StringComparison.Ordinal));
}
