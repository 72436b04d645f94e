using Medusa.Cluster.Tests.Recovery;
using Medusa.Durability.History;

namespace Medusa.Cluster.Tests;

/// <summary>What is measured is what its name says.</summary>
public sealed class Figures_should
{
    private static readonly Uri Gateway = new("http://a.test");

    [Fact]
    public void Measure_each_episode_from_its_last_answer_before_the_attack_to_its_first_after_it()
    {
        Call[] calls = [Step("a", 1, 0, 1), Step("a", 2, 1, 4), Step("a", 3, 4, 5), Step("b", 1, 0, 2), Step("b", 2, 2, 12), Step("c", 1, 3, 4), Step("d", 1, 0, 1)];

        var times = RecoveryTimes.Of(calls, At(2.5));

        Assert.Equal((2, At(10), At(10)), (times.Episodes, times.Worst, times.LongestRequest));
    }

    [Fact]
    public void Count_failed_attempts_into_a_request_and_not_as_answers()
    {
        Call[] calls = [Step("a", 1, 0, 1), Failed("a", 2, 1, 3), Failed("a", 2, 3, 6), Step("a", 2, 6, 7)];

        var times = RecoveryTimes.Of(calls, At(2));

        Assert.Equal((1, At(6), At(6)), (times.Episodes, times.Worst, times.LongestRequest));
    }

    [Fact]
    public void Find_the_request_that_a_client_would_have_given_up_and_no_other()
    {
        Call[] longRefused = [.. Enumerable.Range(0, 50).Select(i => Failed("a", 1, i * 0.1, i * 0.1 + 0.01)), Step("a", 1, 5, 5.1)];
        Call[] soonAnswered = [.. Enumerable.Range(0, 30).Select(i => Failed("b", 1, i * 0.1, i * 0.1 + 0.01)), Step("b", 1, 3, 3.1)];
        Call[] slow = [Failed("c", 1, 0, 4), Step("c", 1, 5, 20)];

        Assert.Equal([longRefused[0].Subject], GivenUpRequests.In([.. longRefused, .. soonAnswered, .. slow]));
    }

    private static Call Step(string episode, int step, double started, double ended) => Call(episode, step, started, ended, new Outcome.Answered("{}", false));

    private static Call Failed(string episode, int step, double started, double ended) => Call(episode, step, started, ended, new Outcome.Unknown("lost"));

    private static Call Call(string episode, int step, double started, double ended, Outcome outcome) =>
        new(1, Gateway, CallKind.Step, episode, $"{episode}-{step}", step, "SYNC_CHECK", At(started), At(ended), outcome);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
