using System.Text;

namespace Medusa.Episodes.Tests;

public sealed class Garbage_should
{
    public static TheoryData<string> Actions() =>
    [
        "null", "true", "[]", "\"ADD\"", "{}", "1e999",
        """{"action":null}""",
        """{"action":"\ud800"}""",
        """{"\udfff":1}""",
        """{"action":"ADD","\ud800":1}""",
        """{"action":"ADD","params":{"amount":"\ud800"}}""",
        """{"action":"ADD","params":{"amount":1e999}}""",
        """{"action":"ADD","params":{"amount":1.0}}""",
        """{"action":"ADD","params":{"amount":-1}}""",
        """{"action":"ADD","params":{"amount":1001}}""",
        """{"action":"ADD","params":{"amount":99999999999999999999999999999999}}""",
        """{"action":"ADD","params":{"amount":true}}""",
        """{"action":"ADD","params":{"other":1}}""",
        """{"action":"ADD","params":[]}""",
        """{"action":"ADD","params":null}""",
        """{"action":"ADD","extra":NESTED}""",
        """{"action":"ADD","params":NESTED}""",
        """{"action":"ADD","metadata":NESTED}""",
    ];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Be_refused_as_an_invalid_action_and_change_nothing(string action)
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        var nested = new string('[', 500) + new string(']', 500);
        var refused = await host.StepAsync(action.Replace("NESTED", nested, StringComparison.Ordinal));
        Assert.Equal(ProblemCode.InvalidAction, CountingHost.Code(refused));
        Assert.NotEmpty(refused.Problem!.Errors);
        Assert.Equal(5, await host.CountAsync());
        Assert.Null(CountingHost.Code(await host.StepAsync(step: 1)));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Never_break_an_episode_that_counts_invalid_actions(string action)
    {
        await using var host = new CountingHost();
        await host.CreateAsync(with: command => command with { OnInvalidAction = InvalidActionMode.Step });
        var nested = new string('[', 500) + new string(']', 500);
        var reply = await host.StepAsync(action.Replace("NESTED", nested, StringComparison.Ordinal));
        Assert.True(CountingHost.Code(reply) is null or ProblemCode.InvalidAction);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(5, await host.CountAsync());
        Assert.Null(CountingHost.Code(await host.StepAsync()));
    }

    [Fact]
    public async Task Be_named_by_a_bounded_number_of_errors()
    {
        await using var host = new CountingHost();
        await host.CreateAsync();
        var action = new StringBuilder("""{"action":"ADD" """);
        for (var field = 0; field < 10_000; field++)
        {
            action.Append(",\"x").Append(field).Append("\":0");
        }

        var refused = await host.StepAsync(action.Append('}').ToString());
        Assert.Equal(100, refused.Problem!.Errors.Length);
    }
}
