using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.Play;

[Collection("browser")]
public sealed class History_should(BrowserTests tests)
{
    [Fact]
    public async Task Be_stepped_through_and_forked_and_compared()
    {
        await using var server = await WebServer.StartAsync();
        await server.StartEpisodeAsync("first", seed: 1);
        await server.StepAsync("first", "PREP_KEYS_A", "PREP_KEYS_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT");
        await using var visit = await tests.Chromium.VisitAsync(server, "#/e/first");
        var page = visit.Page;
        await Assertions.Expect(visit.Heading("Not passed")).ToBeVisibleAsync();

        await visit.Button("Step back").ClickAsync();
        await visit.Button("Step back").ClickAsync();
        await visit.Button("Step back").ClickAsync();
        await Assertions.Expect(page.GetByText("This is how things stood after step 2.")).ToBeVisibleAsync();
        Assert.Contains("at=2", page.Url, StringComparison.Ordinal);
        // The tables, too, are those of then: nothing was joined yet.
        await Assertions.Expect(page.GetByRole(AriaRole.Article, new() { Name = "Joined" })).ToContainTextAsync("0 rows");

        await visit.Button("Fork from here").ClickAsync();
        await Assertions.Expect(page.GetByText("Step 2 of 2", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal("first~1", Play_should.IdOf(visit));
        foreach (var action in new[] { "SYNC_CHECK", "EVOLVE_SCHEMA", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT" })
        {
            await Assertions.Expect(visit.Button(action)).ToBeEnabledAsync();
            await visit.Button(action).ClickAsync();
        }

        await Assertions.Expect(visit.Heading("Passed")).ToBeVisibleAsync();
        await visit.Link("Compare with parent").ClickAsync();
        await Assertions.Expect(page.GetByText("They part at step 3: the first 2 steps are the same.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Verdicts", Exact = true })).ToContainTextAsync("passed");
        await visit.Button("Step 5").ClickAsync();
        await Assertions.Expect(visit.Heading("Observation after step 5")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Show_what_another_client_does_as_it_happens()
    {
        await using var server = await WebServer.StartAsync();
        await server.StartEpisodeAsync("shared", seed: 1);
        await using var visit = await tests.Chromium.VisitAsync(server, "#/e/shared");
        await Assertions.Expect(visit.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        var asked = 0;
        visit.Page.Request += (_, _) => Interlocked.Increment(ref asked);
        await server.StepAsync("shared", "SYNC_CHECK");
        await Assertions.Expect(visit.Page.GetByText("Step 1 of 1", new() { Exact = true })).ToBeVisibleAsync();
        await server.StepAsync("shared", "COMMIT");
        await Assertions.Expect(visit.Heading("Not passed")).ToBeVisibleAsync();
        Assert.True(asked > 0);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Ask_for_nothing_while_nothing_happens()
    {
        await using var server = await WebServer.StartAsync();
        await server.StartEpisodeAsync("quiet", seed: 0);
        await using var visit = await tests.Chromium.VisitAsync(server, "#/e/quiet");
        foreach (var place in new[] { "#/e/quiet", "#/", "#/cluster", "#/compare?a=quiet&b=quiet" })
        {
            await visit.GoAsync(place);
            await visit.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            await Assertions.Expect(visit.Page.Locator("main [aria-busy=true], main .waiting")).ToHaveCountAsync(0);
            // A page that polls would ask within this time of the browser's clock: none asks again by itself sooner than after a failure.
            var requests = await visit.Page.EvaluateAsync<int>("""
                async () => {
                    await new Promise(done => setTimeout(done, 500));
                    performance.clearResourceTimings();
                    await new Promise(done => setTimeout(done, 2500));
                    return performance.getEntriesByType('resource').length;
                }
                """);
            Assert.Equal(0, requests);
        }

        Assert.Empty(visit.Faults);
    }
}
