using FsCheck;
using FsCheck.Fluent;
using Medusa.Episodes;

namespace Medusa.Actors.Tests;

public sealed class EpisodeRouting_should
{
    private static readonly Gen<string> Owners = Gen.Choose(0, 12).SelectMany(length => Gen.Elements("a", "/", "~", " ", "Ä", "日", "𝄞", "%", "%2F", "\\", "\"", ":", "@", "\n", "").ArrayOf(length)).Select(string.Concat);

    private static readonly Gen<string> Names = Gen.Choose(1, 20).SelectMany(length => Gen.Elements("abcXYZ019._-".ToCharArray()).ArrayOf(length)).Select(signs => new string(signs));

    [Fact]
    public void Name_every_episode_so_that_it_is_found_again() => Check(Named(), key => EpisodeRouting.Key(EpisodeRouting.EntityId(key)) == key);

    [Theory]
    [InlineData("alice", "e")]
    [InlineData("team/alice/", "e~1~2")]
    [InlineData("a~b", "e")]
    [InlineData("Zoë 日本 𝄞", "e.1_x-Y")]
    [InlineData("", "e")]
    [InlineData("%2F~/", "e~9")]
    public void Name_episodes_of_owners_with_odd_names(string owner, string id)
    {
        EpisodeId.TryParse(id, out var parsed);
        var key = new EpisodeKey(new Owner(owner), parsed);
        Assert.Equal(key, EpisodeRouting.Key(EpisodeRouting.EntityId(key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("alice/")]
    [InlineData("alice/a b")]
    public void Refuse_what_names_no_episode(string entityId) => Assert.Throws<ArgumentException>(() => EpisodeRouting.Key(entityId));

    [Fact]
    public void Keep_a_family_in_one_shard() => Check(
        Named().SelectMany(key => Gen.Choose(1, 4096).SelectMany(_ => Gen.Choose(1, 10_000), (number, shards) => (key, number, shards))),
        drawn => EpisodeRouting.Shard(EpisodeRouting.EntityId(drawn.key), drawn.shards)
            == EpisodeRouting.Shard(EpisodeRouting.EntityId(drawn.key with { Id = drawn.key.Id.Member(drawn.number) }), drawn.shards)
            && EpisodeRouting.Shard(EpisodeRouting.EntityId(drawn.key), drawn.shards) >= 0
            && EpisodeRouting.Shard(EpisodeRouting.EntityId(drawn.key), drawn.shards) < drawn.shards);

    [Fact]
    public void Not_take_a_tilde_in_the_owner_s_name_for_a_member_s()
    {
        var shards = Enumerable.Range(0, 100).Select(number => EpisodeRouting.Shard($"team~x/e{number}", 10_000)).Distinct().Count();
        Assert.InRange(shards, 90, 100);
    }

    /// <summary>These numbers are part of what nodes of different versions agree on while a cluster is upgraded: they never change.</summary>
    [Theory]
    [InlineData("alice/e", 256, 212)]
    [InlineData("alice/e~1", 256, 212)]
    [InlineData("bob/e", 256, 29)]
    [InlineData("anonymous/abcdefghijklmnopqrstuvwxyz", 256, 71)]
    [InlineData("team/Zoë 日本/run-1", 256, 9)]
    [InlineData("alice/e", 10_000, 8500)]
    [InlineData("alice/e", 1, 0)]
    public void Give_the_same_shards_for_ever(string entityId, int shards, int expected) => Assert.Equal(expected, EpisodeRouting.Shard(entityId, shards));

    [Fact]
    public void Spread_episodes_evenly_over_shards()
    {
        const int shards = 256;
        const int episodes = 100_000;
        foreach (var name in new Func<int, string>[] { number => $"anonymous/episode-{number}", number => $"owner-{number % 7}/{number:x8}", _ => $"anonymous/{EpisodeId.New()}" })
        {
            var counts = new int[shards];
            for (var number = 0; number < episodes; number++)
            {
                counts[EpisodeRouting.Shard(name(number), shards)]++;
            }

            const double expected = (double)episodes / shards;
            // 255 degrees of freedom: mean 255, deviation 22.6; six deviations above is one in a billion.
            Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 0, 391);
        }
    }

    [Fact]
    public void Tell_the_sharding_of_requests_alone()
    {
        var extractor = new EpisodeExtractor(256);
        EpisodeId.TryParse("e~3", out var id);
        var request = new EpisodeRequest(new EpisodeKey(new Owner("alice"), id), null, 1);
        Assert.Equal("alice/e~3", extractor.EntityId(request));
        Assert.Same(request, extractor.EntityMessage(request));
        Assert.Equal(EpisodeRouting.Shard("alice/e", 256).ToString(System.Globalization.CultureInfo.InvariantCulture), extractor.ShardId("alice/e~3"));
        Assert.Null(extractor.EntityId("something else"));
    }

    private static Gen<EpisodeKey> Named() => Owners.SelectMany(_ => Names, (owner, name) =>
    {
        Assert.True(EpisodeId.TryParse(name, out var id));
        return new EpisodeKey(new Owner(owner), id);
    });

    private static void Check<T>(Gen<T> drawn, Func<T, bool> holds) => Prop.ForAll(drawn.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
