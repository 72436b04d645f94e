using Medusa.Episodes;

namespace Medusa.Gateway.Tests;

public sealed class RequestWindow_should
{
    private readonly RequestWindow window = new(capacity: 4, capacityOfOne: 2);

    [Fact]
    public void Bound_requests_in_all()
    {
        var three = new WindowClaim(3);
        Assert.True(window.EnterAsync(three).IsCompleted);
        Assert.True(window.EnterAsync(new WindowClaim(1)).IsCompleted);
        Assert.False(window.EnterAsync(new WindowClaim(1)).IsCompleted);
    }

    [Fact]
    public async Task Let_in_who_waits_once_there_is_room()
    {
        var one = new WindowClaim(1) { One = Id("a") };
        await window.EnterAsync(one);
        await window.EnterAsync(one);
        Assert.True(window.EnterAsync(new WindowClaim(1) { One = Id("b") }).IsCompleted);
        var waiting = window.EnterAsync(one);
        Assert.False(waiting.IsCompleted);
        window.Leave(one);
        await waiting.AsTask().WaitAsync(TestTime.Long);
    }

    [Fact]
    public async Task Let_a_request_greater_than_itself_in_alone()
    {
        var large = new WindowClaim(100) { Many = new() { [Id("a")] = 2, [Id("b")] = 1 } };
        await window.EnterAsync(large);
        var waiting = window.EnterAsync(new WindowClaim(1));
        Assert.False(waiting.IsCompleted);
        window.Leave(large);
        await waiting.AsTask().WaitAsync(TestTime.Long);
    }

    [Fact]
    public async Task Keep_others_from_an_episode_that_one_request_has_to_itself()
    {
        var alone = new WindowClaim(1) { One = Id("a"), IsExclusive = true };
        await window.EnterAsync(alone);
        var waiting = window.EnterAsync(new WindowClaim(1) { Many = new() { [Id("a")] = 1 } });
        Assert.False(waiting.IsCompleted);
        window.Leave(alone);
        await waiting.AsTask().WaitAsync(TestTime.Long);
    }

    [Fact]
    public async Task Say_when_everything_is_answered()
    {
        Assert.True(window.EmptyAsync().IsCompleted);
        await window.EnterAsync(new WindowClaim(1));
        await window.EnterAsync(new WindowClaim(2));
        var empty = window.EmptyAsync().AsTask();
        window.Leave(new WindowClaim(1));
        Assert.False(empty.IsCompleted);
        window.Leave(new WindowClaim(2));
        await empty.WaitAsync(TestTime.Long);
    }

    private static EpisodeId Id(string name)
    {
        Assert.True(EpisodeId.TryName(name, out var id));
        return id;
    }
}
