using System.Text.Json;

namespace Medusa.Cli.Tests.Policies;

public sealed class PoliciesCommand_should
{
    [Fact]
    public async Task List_the_policies_and_tasks_of_every_installed_environment()
    {
        var run = await CommandRun.OfAsync("policies", "--json");

        var environments = JsonElement.Parse(run.Out).GetProperty("environments").EnumerateArray().ToDictionary(environment => environment.GetProperty("name").GetString()!);
        Assert.Equal(["dataselect", "dataselect-v0", "medusa", "medusa-v0"], environments.Keys.Order(StringComparer.Ordinal));
        Assert.All(environments, environment => Assert.Equal(environment.Key.StartsWith("medusa", StringComparison.Ordinal) ? 12 : 3, environment.Value.GetProperty("tasks").GetArrayLength()));
        Assert.Superset(
            new HashSet<string?> { "pipeline", "documented", "commit", "random" },
            environments["medusa"].GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("name").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Show_them_as_tables()
    {
        var run = await CommandRun.OfAsync("policies", "--env", "medusa");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("medusa version 1: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("pipeline", run.Out, StringComparison.Ordinal);
        Assert.Contains("clean_pipeline", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_an_environment_that_is_not_installed() =>
        (await CommandRun.OfAsync("policies", "--env", "atlantis")).AssertRefused(ExitCode.Usage, "installed are dataselect, dataselect-v0, medusa, medusa-v0");
}
