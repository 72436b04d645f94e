using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using FsCheck;
using FsCheck.Fluent;
using Medusa.Episodes;

namespace Medusa.Actors.Tests;

public sealed class MessageSerializer_should : TestKit
{
    private readonly MessageSerializer serializer;

    public MessageSerializer_should() => serializer = new MessageSerializer((ExtendedActorSystem)Sys);

    public static TheoryData<string> Names => [.. WireSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bring_back_what_was_written(string name)
    {
        var message = WireSamples.All[name];
        var read = serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
        Assert.Equal(WireText.Of(message), WireText.Of(read));
    }

    /// <summary>A node of the next version must read what this one writes. Never change a file: a new form gets a new one beside it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Write_the_bytes_that_were_agreed_on(string name)
    {
        var message = WireSamples.All[name];
        var agreed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "wire", $"{name}.hex")).Split();
        Assert.Equal(agreed[0], serializer.Manifest(message));
        Assert.Equal(agreed[1], Convert.ToHexString(serializer.ToBinary(message)));
        Assert.Equal(WireText.Of(message), WireText.Of(serializer.FromBinary(Convert.FromHexString(agreed[1]), agreed[0])));
    }

    /// <summary>So a property that is added and not carried over the wire fails the round trip.</summary>
    [Theory]
    [InlineData("request-step-full", "request-step-empty")]
    [InlineData("request-create-full", "request-create-empty")]
    [InlineData("request-fork-full", "request-fork-empty")]
    [InlineData("request-query-marks", "request-query-empty")]
    [InlineData("request-close-full", "request-close-empty")]
    public void Be_tested_with_every_property_of_a_command_set(string full, string empty)
    {
        // Limits are counted before a command reaches the engine, so what only they read does not travel.
        string[] ofLimits = [nameof(StepEpisode.IsRepeat), nameof(CreateEpisode.Replaces), nameof(ForkEpisode.Replaces)];
        Assert.Empty(WireText.Unset(((EpisodeRequest)WireSamples.All[full]).Command!, ((EpisodeRequest)WireSamples.All[empty]).Command!).Except(ofLimits));
    }

    [Fact]
    public void Be_tested_with_every_property_of_what_is_no_command_set()
    {
        var full = ((EpisodeAnswer)WireSamples.All["answer-full"]).Reply;
        Assert.Equal([nameof(EpisodeReply.Members)], WireText.Unset(full, new EpisodeReply()));
        Assert.Empty(WireText.Unset(full.Problem!, new Problem(string.Empty, string.Empty)));
        Assert.Empty(WireText.Unset(full.Problem!.Errors[0], new FieldError([], string.Empty, string.Empty, string.Empty)));
        Assert.Empty(WireText.Unset(WireSamples.All["watch-full"], WireSamples.All["watch-empty"]));
        Assert.Empty(WireText.Unset(WireSamples.All["notice-full"], WireSamples.All["notice-empty"]));
        Assert.Empty(WireText.Unset(WireSamples.All["node-report-full"], WireSamples.All["node-report-empty"]));
        // What is known of a node's membership, the asking node adds.
        Assert.Equal(
            [nameof(NodeStatus.Address), nameof(NodeStatus.Roles), nameof(NodeStatus.IsLeader), nameof(NodeStatus.IsSelf), nameof(NodeStatus.Unanswered)],
            WireText.Unset(((NodeReport)WireSamples.All["node-report-full"]).Node, new NodeStatus(string.Empty, "up")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pass_over_fields_of_a_newer_version(string name)
    {
        var message = WireSamples.All[name];
        byte[][] newer = [[0xC0, 0x3E, 0x05], [0xC2, 0x3E, 0x03, 1, 2, 3], [0xC1, 0x3E, 1, 2, 3, 4, 5, 6, 7, 8], [0xC5, 0x3E, 1, 2, 3, 4]];
        foreach (var field in newer)
        {
            byte[] bytes = [.. field, .. serializer.ToBinary(message), .. field];
            Assert.Equal(WireText.Of(message), WireText.Of(serializer.FromBinary(bytes, serializer.Manifest(message))));
        }
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("")]
    [InlineData("rq2")]
    public void Refuse_messages_that_it_does_not_know(string manifest) => Assert.Throws<SerializationException>(() => serializer.FromBinary([], manifest));

    [Fact]
    public void Refuse_to_write_what_has_no_wire_form()
    {
        Assert.Throws<ArgumentException>(() => serializer.Manifest("text"));
        Assert.Throws<ArgumentException>(() => serializer.ToBinary(StopEpisode.Instance));
    }

    [Fact]
    public void Throw_nothing_but_its_own_exception_at_garbage()
    {
        var manifests = WireSamples.All.Values.Select(serializer.Manifest).Distinct().ToArray();
        var garbage = Gen.Elements(manifests).SelectMany(_ => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), (manifest, bytes) => (manifest, bytes));
        Prop.ForAll(garbage.ToArbitrary(), drawn => IsReadOrRefused(drawn.bytes, drawn.manifest)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Throw_nothing_but_its_own_exception_at_messages_that_were_damaged()
    {
        var messages = WireSamples.All.Values.Select(message => (Manifest: serializer.Manifest(message), Bytes: serializer.ToBinary(message))).Where(message => message.Bytes.Length > 0).ToArray();
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var (manifest, bytes) = messages[round % messages.Length];
            var damaged = bytes.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Assert.True(IsReadOrRefused(random.Next(3) == 0 ? damaged[..random.Next(damaged.Length)] : damaged, manifest));
        }
    }

    [Fact]
    public void Be_bound_to_every_type_that_the_configuration_names_and_to_those_alone()
    {
        var fixedPart = ClusterConfiguration.Of(new ClusterOptions());
        using var system = ActorSystem.Create("bound", fixedPart.WithFallback(Akka.Configuration.ConfigurationFactory.ParseString("akka.loggers = []")));
        var named = fixedPart.GetConfig("akka.actor.serialization-bindings").AsEnumerable().Select(binding => binding.Key.Trim('"')).ToArray();
        Assert.Equal(
            WireSamples.All.Values.Select(message => message.GetType()).Distinct().Select(type => $"{type.FullName}, {type.Assembly.GetName().Name}").Order(),
            named.Order());
        foreach (var name in named)
        {
            var bound = Assert.IsType<MessageSerializer>(system.Serialization.FindSerializerForType(Type.GetType(name, throwOnError: true)!));
            Assert.Equal(MessageSerializer.WireIdentifier, bound.Identifier);
        }

        Assert.Equal(MessageSerializer.WireIdentifier, fixedPart.GetConfig("akka.actor.serialization-identifiers").AsEnumerable().Single().Value.GetInt());
    }

    private bool IsReadOrRefused(byte[] bytes, string manifest)
    {
        try
        {
            return serializer.FromBinary(bytes, manifest) is not null;
        }
        catch (SerializationException)
        {
            return true;
        }
    }
}
