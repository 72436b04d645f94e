using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.List;

[Collection("browser")]
public sealed class List_should(BrowserTests tests)
{
    [Fact]
    public async Task Show_what_begins_and_goes_on_elsewhere_by_itself()
    {
        await using var server = await WebServer.StartAsync();
        await using var visit = await tests.Chromium.VisitAsync(server);
        await Assertions.Expect(visit.Heading("There are no episodes yet")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await server.StartEpisodeAsync("fresh", seed: 1, labels: new { run = "nightly" });
        var row = Row(visit, "fresh");
        await Assertions.Expect(row).ToContainTextAsync("running");
        // The label is not part of the event: it is read for rows in sight.
        await Assertions.Expect(row).ToContainTextAsync("run:nightly");
        await server.StepAsync("fresh", "PREP_KEYS_A", "SYNC_CHECK");
        await Assertions.Expect(row.Locator(".cell-steps")).ToContainTextAsync("2");
        await Assertions.Expect(row.Locator(".cell-reward")).ToHaveTextAsync("−0.4");
        await server.StepAsync("fresh", "COMMIT");
        await Assertions.Expect(row).ToContainTextAsync("done");
        await server.SendAsync("POST", "/v1/episodes/fresh/fork", new { at = 1 });
        await Assertions.Expect(Row(visit, "fresh~1").Locator(".cell-reward")).ToHaveTextAsync("−0.2");
        await server.SendAsync("DELETE", "/v1/episodes/fresh~1");
        await Assertions.Expect(Row(visit, "fresh~1")).ToContainTextAsync("closed");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Be_narrowed_by_environment_status_group_and_label()
    {
        await using var server = await WebServer.StartAsync();
        await server.StartEpisodeAsync("red", seed: 0, labels: new { team = "red" });
        await server.StartEpisodeAsync("blue", seed: 0, labels: new { team = "blue" });
        await server.StepAsync("blue", "COMMIT");
        await server.StartEpisodeAsync("picking", seed: 1, environment: "dataselect");
        await server.SendAsync("POST", "/v1/episodes/red/fork", new { count = 2 });
        await using var visit = await tests.Chromium.VisitAsync(server);
        var page = visit.Page;
        await ShowsAsync(visit, "blue", "picking", "red", "red~1", "red~2");

        await page.GetByLabel("Environment").SelectOptionAsync("dataselect");
        await ShowsAsync(visit, "picking");
        await visit.Button("Clear").ClickAsync();
        await page.GetByLabel("Status").SelectOptionAsync("done");
        await ShowsAsync(visit, "blue");
        // One that begins to fit comes in by itself.
        await server.StepAsync("red", "COMMIT");
        await ShowsAsync(visit, "blue", "red");
        await page.GetByLabel("Status").SelectOptionAsync("running");
        await ShowsAsync(visit, "picking", "red~1", "red~2");
        await server.StepAsync("red~1", "COMMIT");
        await ShowsAsync(visit, "picking", "red~2");
        await visit.Button("Clear").ClickAsync();
        await page.GetByLabel("Group").FillAsync("red");
        await ShowsAsync(visit, "red", "red~1", "red~2");
        Assert.Contains("group=red", page.Url, StringComparison.Ordinal);
        await visit.Button("Clear").ClickAsync();
        await page.GetByLabel("Label").FillAsync("team:blue");
        await ShowsAsync(visit, "blue");
        await server.StartEpisodeAsync("blue-too", seed: 0, labels: new { team = "blue" });
        await ShowsAsync(visit, "blue", "blue-too");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Draw_no_more_rows_than_are_in_sight()
    {
        await using var server = await WebServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", new { environment = "medusa", seed = 0, count = 1_200, options = new { n_fact_rows = 20, n_dim_rows = 20 } });
        await using var visit = await tests.Chromium.VisitAsync(server);
        await Assertions.Expect(visit.Page.GetByText("1,200 episodes")).ToBeVisibleAsync();
        var rows = visit.Page.GetByRole(AriaRole.Row);
        Assert.InRange(await rows.CountAsync(), 10, 60);
        var table = visit.Page.GetByRole(AriaRole.Table, new() { Name = "Episodes" });
        await table.EvaluateAsync("table => { table.scrollTop = table.scrollHeight; }");
        await Assertions.Expect(visit.Page.Locator("[aria-rowindex='1201']")).ToBeVisibleAsync();
        Assert.InRange(await rows.CountAsync(), 10, 60);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Lead_to_a_comparison_of_two_rows()
    {
        await using var server = await WebServer.StartAsync();
        await server.StartEpisodeAsync("one", seed: 0);
        await server.StartEpisodeAsync("two", seed: 1);
        await using var visit = await tests.Chromium.VisitAsync(server);
        await visit.Page.GetByLabel("Compare one").CheckAsync();
        await visit.Page.GetByLabel("Compare two").CheckAsync();
        await visit.Link("Compare the two").ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("They differ from the start.")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    private static ILocator Row(Visit visit, string id) =>
        visit.Page.Locator(".episodes-body [role=row]").Filter(new() { Has = visit.Page.GetByRole(AriaRole.Link, new() { Name = id, Exact = true }) });

    private static async Task ShowsAsync(Visit visit, params string[] ids)
    {
        var links = visit.Page.Locator(".episodes-body .cell-id a");
        await Assertions.Expect(links).ToHaveCountAsync(ids.Length);
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await links.AllTextContentsAsync()).Order(StringComparer.Ordinal));
    }
}
