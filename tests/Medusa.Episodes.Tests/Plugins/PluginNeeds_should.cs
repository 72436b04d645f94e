using System.Collections.Immutable;

namespace Medusa.Episodes.Tests;

public sealed class PluginNeeds_should
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PluginProvenance First = new("p", "1.0.0", "a");
    private static readonly PluginProvenance Second = new("p", "2.0.0", "b");
    private static readonly PluginProvenance Parts = new("parts", "1.0.0", "c");

    [Fact]
    public void Say_that_a_plugin_stays_while_episodes_of_its_version_are_retained()
    {
        var needs = Of([Use("1", running: 2, ended: 3), Use("2", ended: 1)], [Status(First, "counting@1"), Status(Second, "counting@2")], Offer(First, "1"), Offer(Second, "2"));
        Assert.Equal([("1.0.0", false, 2, 5), ("2.0.0", false, 0, 1)], needs.Plugins.Select(plugin => (plugin.Version, plugin.IsUnused, plugin.Running, plugin.Retained)));
        Assert.Equal([null, Noon.AddHours(1)], needs.Plugins.Select(plugin => plugin.DroppableAfter(TimeSpan.FromHours(1))));
        Assert.Equal([[], ["counting"]], needs.Plugins.Select(plugin => plugin.NewEpisodesOf));
        Assert.Empty(needs.Missing);
    }

    [Fact]
    public void Let_a_plugin_go_that_nothing_retained_uses()
    {
        var needs = Of([Use("2", running: 1)], [Status(First, "counting@1"), Status(Second, "counting@2")], Offer(First, "1"), Offer(Second, "2"));
        Assert.Equal([true, false], needs.Plugins.Select(plugin => plugin.IsUnused));
        Assert.Null(needs.Plugins[0].DroppableAfter(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Let_an_older_plugin_go_whose_environment_a_newer_one_offers()
    {
        var needs = Of([Use("1", running: 1)], [Status(First, "counting@1") with { State = PluginState.Unloaded }, Status(Second, "counting@1", "counting@2")], Offer(Second, "1"), Offer(Second, "2"));
        Assert.Equal([true, false], needs.Plugins.Select(plugin => plugin.IsUnused));
        Assert.Equal("p@2.0.0", Assert.Single(needs.Plugins[0].Environments).ServedBy);
    }

    [Fact]
    public void Name_what_is_used_and_not_offered_and_the_plugin_that_must_come_back()
    {
        var needs = Of([Use("1", running: 1), Use("7", ended: 2) with { Plugin = "q", PluginVersion = "9" }, Use("7", running: 1) with { Plugin = null, PluginVersion = null }], [Status(First, "counting@1") with { State = PluginState.Draining }]);
        Assert.Equal(["1", "7"], needs.Missing.Select(environment => environment.Version));
        Assert.Equal((1L, 3L), (needs.Missing[1].Running, needs.Missing[1].Retained));
        Assert.Equal(["q@9"], needs.Missing[1].BegunUnder);
        Assert.False(Assert.Single(needs.Plugins).IsUnused);
    }

    [Fact]
    public void Count_episodes_of_a_composed_environment_for_every_plugin_whose_parts_it_uses()
    {
        var composed = new LoadedEnvironment(CountingEnvironment.Make(version: "5"), new PluginProvenance("composed.counting", "5", "d")) { Plugins = [First, Parts] };
        var needs = Of([Use("5", running: 4) with { Plugin = "composed.counting", PluginVersion = "5" }], [Status(First, "counting@1"), Status(Parts)], Offer(First, "1"), composed);
        Assert.Equal([("p", false, 4), ("parts", false, 4)], needs.Plugins.Select(plugin => (plugin.Id, plugin.IsUnused, plugin.Running)));
        Assert.Equal(["1", "5"], needs.Plugins[0].Environments.Select(environment => environment.Version));
        Assert.Equal("composed.counting@5", needs.Plugins[1].Environments[0].ServedBy);
    }

    [Theory]
    [InlineData("counting", "2.0.0")]
    [InlineData("counting@1", "1.0.0")]
    public void Keep_what_a_required_environment_runs_in(string required, string stays)
    {
        var catalogue = new EnvironmentCatalogue([Offer(First, "1"), Offer(Second, "2")]);
        var needs = PluginNeeds.Of([], [Status(First, "counting@1"), Status(Second, "counting@2")], catalogue, [required]);
        Assert.Equal(stays, Assert.Single(needs.Plugins, plugin => !plugin.IsUnused).Version);
        Assert.Equal([required], needs.Plugins.Single(plugin => !plugin.IsUnused).RequiredBy);
        Assert.All(needs.Plugins, plugin => Assert.Null(plugin.DroppableAfter(TimeSpan.FromHours(1))));
    }

    [Fact]
    public void Leave_out_what_was_rejected_and_show_each_version_once()
    {
        var rejected = new PluginStatus("broken", PluginState.Rejected, "why", Noon);
        var gone = Status(First, "counting@1") with { State = PluginState.Draining, Since = Noon.AddHours(1) };
        var needs = Of([], [rejected, gone, Status(First, "counting@1")], Offer(First, "1"));
        Assert.Equal(("1.0.0", PluginState.Active), (Assert.Single(needs.Plugins).Version, needs.Plugins[0].State));
    }

    private static PluginNeeds Of(EnvironmentUse[] uses, PluginStatus[] plugins, params LoadedEnvironment[] offered) => PluginNeeds.Of(uses, plugins, new EnvironmentCatalogue(offered), []);

    private static EnvironmentUse Use(string version, int running = 0, int ended = 0) =>
        new("counting", version, "p", "1.0.0") { Running = running, Ended = ended, NewestStart = Noon, NewestEnd = ended > 0 ? Noon : null };

    private static LoadedEnvironment Offer(PluginProvenance plugin, string version) => new(CountingEnvironment.Make(version: version), plugin);

    private static PluginStatus Status(PluginProvenance plugin, params ImmutableArray<string> environments) => new(plugin.Id, PluginState.Active, null, Noon)
    {
        Id = plugin.Id,
        Version = plugin.Version,
        Environments = environments,
    };
}
