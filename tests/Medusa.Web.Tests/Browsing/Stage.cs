namespace Medusa.Web.Tests.Browsing;

/// <summary>Episodes that show all that pages have to show, and the places where they are looked at.</summary>
public static class Stage
{
    /// <summary>What solves the clean scenario and the dirty one.</summary>
    public static readonly string[] Solution =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

    /// <summary>Every page, in a state that shows much of it; and a text or heading that says that it is there.</summary>
    public static IReadOnlyList<Scene> Scenes { get; } =
    [
        new("list", "#/", "dirty"),
        new("list-nothing", "#/?label=nobody", "No episode fits the filter"),
        new("start", "#/new", "Start an episode"),
        new("episode-begun", "#/e/begun", "Hidden state"),
        new("episode-passed", "#/e/dirty", "Passed"),
        new("episode-past", "#/e/dirty?at=3", "This is how things stood after step 3."),
        new("episode-failed", "#/e/exploded", "Not passed"),
        new("dataselect", "#/e/selecting", "What each step selected"),
        new("compare", "#/compare?a=dirty&b=dirty~1", "They part at step 7"),
        new("compare-nothing", "#/compare", "Two ids"),
        new("cluster", "#/cluster", "The embedded engine has no cluster"),
        new("not-found", "#/nothing", "There is no such page"),
    ];

    /// <summary>Plays the episodes of all scenes.</summary>
    public static async Task SetAsync(WebServer server)
    {
        await server.StartEpisodeAsync("begun", seed: 3, labels: new { run = "nightly" });
        await server.StartEpisodeAsync("dirty", seed: 1);
        await server.StepAsync("dirty", Solution);
        await server.SendAsync("POST", "/v1/episodes/dirty/fork", new { at = 6 });
        await server.StepAsync("dirty~1", "APPLY_SCD_1", "COMMIT");
        await server.StartEpisodeAsync("exploded", seed: 1);
        await server.StepAsync("exploded", "PREP_KEYS_A", "PREP_KEYS_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_1", "COMMIT");
        await server.StartEpisodeAsync("selecting", seed: 42, environment: "dataselect");
        foreach (var batch in new[] { 40, 25, 60, 10 })
        {
            await server.SelectAsync("selecting", batch);
        }
    }
}
