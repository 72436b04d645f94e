using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.Play;

[Collection("browser")]
public sealed class Play_should(BrowserTests tests)
{
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Reach_a_passed_grade_by_clicking(string seed)
    {
        await using var server = await WebServer.StartAsync();
        await using var visit = await tests.Chromium.VisitAsync(server);
        await visit.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Start an episode" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "medusa@1" }).CheckAsync();
        await visit.Page.GetByLabel("Seed").FillAsync(seed);
        await visit.Button("Start the episode").ClickAsync();
        for (var step = 1; step <= Stage.Solution.Length; step++)
        {
            await visit.Button(Stage.Solution[step - 1]).ClickAsync();
            await Assertions.Expect(visit.Page.GetByText($"Step {step} of {step}", new() { Exact = true })).ToBeVisibleAsync();
        }

        await Assertions.Expect(visit.Heading("Passed")).ToBeVisibleAsync();
        var grade = await server.SendAsync("GET", $"/v1/episodes/{IdOf(visit)}/grade");
        Assert.True(grade.GetProperty("passed").GetBoolean());
        Assert.Empty(visit.Faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Reach_a_passed_grade_by_the_keyboard_alone(string seed)
    {
        await using var server = await WebServer.StartAsync();
        await using var visit = await tests.Chromium.VisitAsync(server);
        var keys = visit.Page.Keyboard;
        await TabToAsync(visit, "Start an episode");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Heading("Start an episode")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByLabel("Seed")).ToBeVisibleAsync();
        await TabToAsync(visit, "Seed");
        await keys.TypeAsync(seed);
        await TabToAsync(visit, "Start the episode");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByText("Step 0 of 0", new() { Exact = true })).ToBeVisibleAsync();
        // SYNC_CHECK, EVOLVE_SCHEMA, PREP_KEYS_A, PREP_KEYS_B, DEDUPLICATE_B, EXECUTE_JOIN_LEFT, APPLY_SCD_2, COMMIT.
        var taken = 0;
        foreach (var key in new[] { "1", "2", "3", "4", "5", "7", "0", "-" })
        {
            // A key that is pressed while a step is on its way does nothing.
            await Assertions.Expect(visit.Button("COMMIT")).ToBeEnabledAsync();
            await keys.PressAsync(key);
            taken++;
            await Assertions.Expect(visit.Page.GetByText($"Step {taken} of {taken}", new() { Exact = true })).ToBeVisibleAsync();
        }

        await Assertions.Expect(visit.Heading("Passed")).ToBeVisibleAsync();
        await keys.PressAsync("[");
        await Assertions.Expect(visit.Page.GetByText("Step 7 of 8", new() { Exact = true })).ToBeVisibleAsync();
        await keys.PressAsync("f");
        await Assertions.Expect(visit.Page.GetByText("Step 7 of 7", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    internal static string IdOf(Visit visit) => Uri.UnescapeDataString(new Uri(visit.Page.Url).Fragment.Split('/')[2].Split('?')[0]);

    /// <summary>Presses Tab until the focus is on what has the name.</summary>
    private static async Task TabToAsync(Visit visit, string name)
    {
        const string FocusedName = """
            () => {
                const focused = document.activeElement;
                return focused?.labels?.[0]?.textContent?.trim() || focused?.getAttribute('aria-label') || focused?.textContent?.trim() || '';
            }
            """;
        for (var presses = 0; presses < 80; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if ((await visit.Page.EvaluateAsync<string>(FocusedName)).StartsWith(name, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to '{name}'.");
    }
}
