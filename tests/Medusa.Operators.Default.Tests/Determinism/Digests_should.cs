using System.Diagnostics;
using System.Globalization;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class Digests_should
{
    [Theory]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    [InlineData(128, "DOTNET_EnableAVX2")]
    [InlineData(256, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    public async Task Be_equal_in_a_process_with_other_vector_units(int widest, params string[] switchedOff)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(DigestHost).Assembly.Location);
        foreach (var name in switchedOff)
        {
            start.Environment[name] = "0";
        }

        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        var output = (await child.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, await error);
        Assert.InRange(int.Parse(output[0], CultureInfo.InvariantCulture), 0, widest);
        Assert.Equal(Digests.OfManyRuns(), output[1]);
    }

    [Fact]
    public void Be_those_that_were_pinned_for_bronze_tables()
    {
        var text = new StringBuilder();
        foreach (var (kind, seed, rowsA, rowsB) in Pinned())
        {
            var state = Draw.Scenario(seed, kind, rowsA, rowsB).State;
            text.Append(CultureInfo.InvariantCulture, $"{kind} {seed} {rowsA}x{rowsB} a={Hex(state[MedusaState.BronzeA])} b={Hex(state[MedusaState.BronzeB])} ");
            text.Append(CultureInfo.InvariantCulture, $"hours={state.Get(MedusaState.TimeDeltaA):R}/{state.Get(MedusaState.TimeDeltaB):R}\n");
        }

        Repository.AssertHolds("tests/Medusa.Operators.Default.Tests/Fixtures/v1/bronze_digests.txt", text.ToString());
    }

    [Fact]
    public void Be_those_that_were_pinned_for_whole_episodes()
    {
        var text = new StringBuilder();
        foreach (var (kind, seed, rowsA, rowsB) in Pinned())
        {
            var run = new EpisodeRun(Draw.Scenario(seed, kind, rowsA, rowsB)).Play(MedusaEnvironment.Definition.FindPolicy("documented")!);
            text.Append(CultureInfo.InvariantCulture, $"{kind} {seed} {rowsA}x{rowsB} state={Convert.ToHexStringLower(run.State.Digest)} return={run.Return:R}\n");
        }

        Repository.AssertHolds("tests/Medusa.Operators.Default.Tests/Fixtures/v1/episode_digests.txt", text.ToString());
    }

    private static IEnumerable<(string Kind, ulong Seed, int RowsA, int RowsB)> Pinned()
    {
        foreach (var kind in MedusaScenarioGenerator.Names)
        {
            foreach (var seed in Draw.Seeds(12))
            {
                yield return (kind, seed, 200, 150);
                yield return (kind, seed, 24, 18);
            }
        }
    }

    private static string Hex(Table table) => Convert.ToHexStringLower(table.Digest);
}
