using System.Diagnostics.Metrics;
using Medusa.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>Plugins that come, go and are replaced while episodes run.</summary>
public sealed class PluginLifecycle_should : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("medusa-lifecycle-").FullName;
    private readonly ManualTime time = new();
    private readonly List<EmbeddedEngine> engines = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Offer_a_new_plugin_after_a_reload()
    {
        var (catalogue, engine) = Start();
        Assert.Null(catalogue.Find("sample"));
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        await catalogue.ReloadAsync();
        Assert.Equal("first", await CreateAsync(engine, "one"));
    }

    [Fact]
    public async Task Leave_everything_as_it_is_when_nothing_changed()
    {
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, _) = Start();
        var before = catalogue.Find("sample");
        await catalogue.ReloadAsync();
        Assert.Same(before, catalogue.Find("sample"));
    }

    [Fact]
    public async Task Keep_running_episodes_on_the_version_they_began_with_and_unload_it_after_them()
    {
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, engine) = Start();
        await CreateAsync(engine, "old");
        PluginFolder.Write(root, "sample", SamplePlugin.Source(text: "second"), "1.1.0");
        await catalogue.ReloadAsync();
        Assert.Equal(PluginState.Draining, StateOf(catalogue, "1.0.0"));
        Assert.Equal("second", await CreateAsync(engine, "new"));
        Assert.Equal("first", await StepAsync(engine, "old", "GO"));
        Assert.Equal("second", await StepAsync(engine, "new", "GO"));

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(PluginState.Draining, StateOf(catalogue, "1.0.0"));
        Assert.Equal("first", await StepAsync(engine, "old", "END"));
        // On a thread of its own: the test goes on inside the frames of the request that it awaited, and those still hold the episode.
        await Task.Run(() => Unload(catalogue, "1.0.0"));
        Assert.Equal("second", await StepAsync(engine, "new", "GO"));
        await catalogue.ReloadAsync();
        Assert.Equal(PluginState.Unloaded, StateOf(catalogue, "1.0.0"));
        Assert.Equal(PluginState.Active, StateOf(catalogue, "1.1.0"));
    }

    [Fact]
    public async Task Serve_two_environment_versions_side_by_side()
    {
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        PluginFolder.Write(root, "sample", SamplePlugin.Source(version: "2", text: "second"), "2.0.0");
        var (catalogue, engine) = Start();
        Assert.Equal("second", await CreateAsync(engine, "new"));
        Assert.Equal("first", catalogue.Find("sample", "1")!.Definition.Scenarios.Generate(null!).Message);
        Assert.All(catalogue.Plugins, plugin => Assert.Equal(PluginState.Active, plugin.State));
    }

    [Fact]
    public async Task Take_other_bytes_under_the_same_version_for_new_episodes_only()
    {
        var folder = PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, engine) = Start();
        await CreateAsync(engine, "old");
        Directory.Delete(folder, recursive: true);
        PluginFolder.Write(root, "sample", SamplePlugin.Source(text: "second"));
        await catalogue.ReloadAsync();
        Assert.Equal("first", await StepAsync(engine, "old", "GO"));
        Assert.Equal("second", await CreateAsync(engine, "new"));
    }

    [Fact]
    public async Task Keep_the_loaded_plugin_when_its_folder_was_broken()
    {
        var folder = PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, engine) = Start();
        File.WriteAllText(Path.Combine(folder, "Sample.sample.V1.first.dll"), "broken");
        await catalogue.ReloadAsync();
        Assert.Equal("first", await CreateAsync(engine, "one"));
        Assert.Contains(catalogue.Plugins, plugin => plugin.State == PluginState.Rejected);
    }

    [Fact]
    public async Task Report_a_plugin_that_something_still_holds_as_leaked()
    {
        const string hold = "AppDomain.CurrentDomain.ProcessExit += delegate { GC.KeepAlive(this); };";
        var folder = PluginFolder.Write(root, "sample", SamplePlugin.Source(fails: "register", how: hold));
        var (catalogue, engine) = Start();
        await CreateAsync(engine, "one");
        await StepAsync(engine, "one", "END");
        Directory.Delete(folder, recursive: true);
        var changes = new List<string>();
        using var listener = Listen(changes);
        await catalogue.ReloadAsync();
        time.Advance(TimeSpan.FromSeconds(31));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PluginState.Leaked, StateOf(catalogue, "1.0.0"));
        Assert.Contains("leaked", changes);
    }

    [Fact]
    public async Task Refuse_new_episodes_of_a_quarantined_plugin_until_a_reload()
    {
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, engine) = Start();
        await CreateAsync(engine, "old");
        catalogue.Quarantine(catalogue.Find("sample")!.Provenance, "It overran.");
        Assert.Equal(PluginState.Quarantined, StateOf(catalogue, "1.0.0"));
        Assert.Equal("plugin_unavailable", (await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, EpisodeId.New(), "sample"))).Problem!.Code);
        Assert.Equal("first", await StepAsync(engine, "old", "GO"));
        await catalogue.ReloadAsync();
        Assert.Equal("first", await CreateAsync(engine, "new"));
    }

    [Fact]
    public async Task Never_quarantine_a_required_plugin_but_say_that_the_server_is_not_ready()
    {
        PluginFolder.Write(root, "sample", SamplePlugin.Source());
        var (catalogue, engine) = Start("sample@1");
        catalogue.Quarantine(catalogue.Find("sample")!.Provenance, "It overran.");
        Assert.Equal("sample@1", Assert.Single(catalogue.MissingEnvironments));
        Assert.Equal("first", await CreateAsync(engine, "new"));
        await catalogue.ReloadAsync();
        Assert.Empty(catalogue.MissingEnvironments);
    }

    private static MeterListener Listen(List<string> states)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "medusa.plugin.changes")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "medusa.state")
                {
                    states.Add((string)tag.Value!);
                }
            }
        });
        listener.Start();
        return listener;
    }

    private (PluginCatalogue Catalogue, EmbeddedEngine Engine) Start(params string[] required)
    {
        var options = new EpisodesOptions { PluginsPath = root, RequiredEnvironments = [.. required] };
        var catalogue = PluginCatalogue.Load(options, NullLogger.Instance, time);
        var engine = new EmbeddedEngine(catalogue, new MemoryJournal(100), options, time, NullLogger<EmbeddedEngine>.Instance);
        engines.Add(engine);
        return (catalogue, engine);
    }

    private static PluginState StateOf(PluginCatalogue catalogue, string version) =>
        catalogue.Plugins.Where(plugin => plugin.Version == version).OrderBy(plugin => plugin.Since).Last().State;

    /// <summary>The runtime frees a load context after a few collections; each round of draining does one.</summary>
    private void Unload(PluginCatalogue catalogue, string version)
    {
        for (var round = 0; round < 20 && StateOf(catalogue, version) != PluginState.Unloaded; round++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(PluginState.Unloaded, StateOf(catalogue, version));
    }

    private static async Task<string?> CreateAsync(EmbeddedEngine engine, string id) =>
        Message(await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, Named(id), "sample")));

    private static async Task<string?> StepAsync(EmbeddedEngine engine, string id, string action) =>
        Message(await engine.StepAsync(new StepEpisode(Owner.Anonymous, Named(id), CountingHost.Json($$"""{"action":"{{action}}"}"""))));

    private static EpisodeId Named(string name)
    {
        Assert.True(EpisodeId.TryName(name, out var id));
        return id;
    }

    private static string? Message(EpisodeReply reply)
    {
        Assert.Null(reply.Problem);
        return CountingHost.Body(reply).GetProperty("observation").GetProperty("message").GetString();
    }
}
