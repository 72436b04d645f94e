using System.Numerics;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

public sealed class EventCodec_should
{
    private static readonly DateTimeOffset Instant = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly StateDigest Digest = new(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray());

    private const string DigestText = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    public static TheoryData<EpisodeEvent, string> Events() => new()
    {
        {
            new EpisodeStarted
            {
                Owner = new Owner("key-1"),
                Id = CountingHost.Id("e.1"),
                Environment = "counting",
                Version = "1",
                Provenance = new PluginProvenance("p", "1.0.0", "ab"),
                Contract = "1.0.0",
                Seed = new Seed(BigInteger.Parse("340282366920938463463374607431768211456", System.Globalization.CultureInfo.InvariantCulture), "True"),
                IsSeedDrawn = true,
                Options = Record.Of(("z", 1), ("a", 1.0), ("list", Value.List("x", default, false))),
                Task = "t",
                Scenario = "plain_5",
                Durability = "volatile",
                OnInvalidAction = InvalidActionMode.Step,
                RequestId = "r\"1",
                Request = "{\"a\":1}",
                Label = "é",
                Labels = Record.Of(("run", "x")),
                StateDigest = Digest,
                Reply = Encoding.UTF8.GetBytes("""{"a":1.50,"b":"\u00e9"}"""),
                TailOffset = 7,
                WallTime = Instant,
            },
            $$$"""{"schema":1,"type":"episode_started","owner":"key-1","episode_id":"e.1","environment":"counting","version":"1","provenance":{"plugin":"p","version":"1.0.0","sha256":"ab"},"contract":"1.0.0","seed":{"number":340282366920938463463374607431768211456,"text":"True","drawn":true},"options":{"z":1,"a":1.0,"list":["x",null,false]},"task":"t","scenario":"plain_5","durability":"volatile","on_invalid_action":"step","request_id":"r\"1","request":"{\"a\":1}","label":"é","labels":{"run":"x"},"state_digest":"{{{DigestText}}}","tail_offset":7,"reply":{"a":1.50,"b":"\u00e9"},"wall_time":"2026-01-02T03:04:05.0000000Z"}"""
        },
        {
            new StepTaken
            {
                Index = 3,
                Action = "{\"action\":\"ADD\",\"params\":{}}"u8.ToArray(),
                Reward = 1.5,
                Breakdown = [new RewardTerm("fee", -0.5), new RewardTerm("gain", 2)],
                CumulativeReward = 0.1 + 0.2,
                Status = EpisodeStatus.Truncated,
                EndReason = "max_steps",
                Metrics = Record.Of(("count", 7), ("ratio", 1e-7)),
                StateDigest = Digest,
                Reply = "{\"x\":[]}"u8.ToArray(),
                TailOffset = 1,
                WallTime = Instant.AddTicks(1),
            },
            $$$"""{"schema":1,"type":"step_taken","index":3,"action":{"action":"ADD","params":{}},"reward":1.5,"breakdown":[{"rule":"fee","value":-0.5},{"rule":"gain","value":2.0}],"cumulative_reward":0.30000000000000004,"done":true,"truncated":true,"end_reason":"max_steps","metrics":{"count":7,"ratio":1E-07},"state_digest":"{{{DigestText}}}","tail_offset":1,"reply":{"x":[]},"wall_time":"2026-01-02T03:04:05.0000001Z"}"""
        },
        {
            new EpisodeForked
            {
                Started = new EpisodeStarted
                {
                    Owner = new Owner("o"),
                    Id = CountingHost.Id("e").Member(2),
                    Environment = "counting",
                    Version = "1",
                    Provenance = new PluginProvenance("p", "1.0.0", "ab"),
                    Contract = "1.0.0",
                    Seed = new Seed(5, "5"),
                    Options = Record.Empty,
                    Scenario = "plain_5",
                    Durability = "durable",
                    Session = "s",
                    Generation = 4,
                    IdleTimeout = TimeSpan.FromSeconds(1.5),
                    Deadline = Instant.AddHours(1),
                    StateDigest = Digest,
                    Reply = "{}"u8.ToArray(),
                    TailOffset = 0,
                    WallTime = Instant.AddSeconds(-1),
                },
                Parent = CountingHost.Id("e"),
                At = 2,
                CumulativeReward = 0.5,
                Status = EpisodeStatus.Terminated,
                EndReason = "stopped",
                WallTime = Instant,
            },
            $$$"""{"schema":1,"type":"episode_forked","parent":"e","at":2,"cumulative_reward":0.5,"status":"terminated","end_reason":"stopped","started_at":"2026-01-02T03:04:04.0000000Z","owner":"o","episode_id":"e~2","environment":"counting","version":"1","provenance":{"plugin":"p","version":"1.0.0","sha256":"ab"},"contract":"1.0.0","seed":{"number":5,"text":"5","drawn":false},"options":{},"scenario":"plain_5","durability":"durable","on_invalid_action":"error","labels":{},"session":"s","generation":4,"idle_timeout_s":1.5,"deadline":"2026-01-02T04:04:05.0000000Z","state_digest":"{{{DigestText}}}","tail_offset":0,"reply":{},"wall_time":"2026-01-02T03:04:05.0000000Z"}"""
        },
        {
            new EpisodeClosed { Reason = "deleted", WallTime = Instant },
            """{"schema":1,"type":"episode_closed","reason":"deleted","wall_time":"2026-01-02T03:04:05.0000000Z"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Give_the_golden_bytes_and_read_them_back(EpisodeEvent journaled, string golden)
    {
        Assert.Equal(golden, Encoding.UTF8.GetString(EventCodec.Encode(journaled)));
        var read = EventCodec.Decode(Encoding.UTF8.GetBytes(golden));
        Assert.IsType(journaled.GetType(), read);
        Assert.Equal(golden, Encoding.UTF8.GetString(EventCodec.Encode(read)));
        Assert.Equal(journaled.WallTime, read.WallTime);
    }

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Pass_over_fields_that_it_does_not_know(EpisodeEvent journaled, string golden)
    {
        var later = golden.Replace("{\"schema\":1,", "{\"schema\":1,\"later\":{\"x\":[1]},", StringComparison.Ordinal);
        Assert.Equal(EventCodec.Encode(journaled), EventCodec.Encode(EventCodec.Decode(Encoding.UTF8.GetBytes(later))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":2,"type":"episode_closed","reason":"x","wall_time":"2026-01-02T03:04:05.0000000Z"}""")]
    [InlineData("""{"schema":1,"type":"episode_flown"}""")]
    [InlineData("""{"schema":1,"type":"episode_closed"}""")]
    public void Refuse_what_is_no_event(string text) => Assert.Throws<FormatException>(() => EventCodec.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Keep_a_whole_episode_so_that_it_continues_from_the_bytes()
    {
        var journal = new MemoryJournal(10);
        await using (var host = new CountingHost())
        {
            await host.CreateAsync(with: command => command with { RequestId = "c" });
            await host.StepAsync(CountingHost.Add(4), requestId: "r");
            await host.StepAsync("""{"action":"TAKE"}""");
            var key = new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"));
            var index = 0;
            foreach (var journaled in await host.Journal.ReadAsync(key))
            {
                Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(key, index++, EventCodec.Decode(EventCodec.Encode(journaled))));
            }
        }

        await using var other = new CountingHost(journal: journal);
        Assert.True((await other.StepAsync(CountingHost.Add(4), requestId: "r")).Replayed);
        Assert.Equal(8, await other.CountAsync());
        Assert.Null(CountingHost.Code(await other.StepAsync(step: 3)));
    }
}
