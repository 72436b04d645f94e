using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Medusa.Cli.Tests.Plugins;

namespace Medusa.Cli.Tests.Tools;

/// <summary>
/// The program as a stranger gets it: packed, installed from a folder with no other package source, run in an empty folder. What was built for these tests is packed, under a
/// version that nobody else has.
/// </summary>
public sealed class PackedTool_should : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Be_installed_from_a_folder_and_play_replay_and_serve_in_an_empty_one()
    {
        await InstallAsync();

        Assert.Contains("PASSED: ", await MedusaAsync("play"), StringComparison.Ordinal);
        Assert.Matches("all +5 +[0-9.]+ +100\\.0 %", await MedusaAsync("rollout", "--policy", "documented", "--episodes", "5", "--out", "rollout.jsonl"));
        Assert.Contains("5 episodes,", await MedusaAsync("replay", "rollout.jsonl"), StringComparison.Ordinal);
        var policies = await MedusaAsync("policies");
        Assert.All(new[] { "medusa version", "medusa-v0 version", "dataselect version", "dataselect-v0 version" }, name => Assert.Contains(name, policies, StringComparison.Ordinal));
        Assert.Contains("no problem", await MedusaAsync("doctor", "--port", "0"), StringComparison.Ordinal);
        Assert.Contains("_medusa", await MedusaAsync("completion", "bash"), StringComparison.Ordinal);
        Assert.Equal(IsAkkaBuilt, File.Exists(Directory.EnumerateFiles(root["tool"], "Medusa.Actors.dll", SearchOption.AllDirectories).FirstOrDefault()));
        await AssertServesAsync();
        Assert.Equal(["data", "rollout.jsonl"], Directory.EnumerateFileSystemEntries(root["empty"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string OutputFolder => Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;

    private static bool IsAkkaBuilt => File.Exists(Path.Combine(OutputFolder, "engines", "akka", "Medusa.Actors.dll"));

    private async Task InstallAsync()
    {
        var configuration = new DirectoryInfo(OutputFolder).Parent!.Name;
        var version = $"0.1.0-test.{Guid.NewGuid():N}";
        Directory.CreateDirectory(root["empty"]);
        await RunAsync(
            "dotnet", PackageFeed.Repository, "pack", "src/Medusa.Cli", "--no-build", "--configuration", configuration, "--nologo", "--verbosity", "quiet", "--output", root["feed"],
            $"-property:PackageVersion={version}", $"-property:MedusaAkka={(IsAkkaBuilt ? "true" : "false")}");
        await RunAsync("dotnet", root["empty"], "tool", "install", "--tool-path", root["tool"], "--source", root["feed"], "--version", version, "Medusa.Cli");
    }

    /// <summary>Serves on a free port with the usual journal, is played on from another process, and ends when it is told to.</summary>
    private async Task AssertServesAsync()
    {
        using var server = Start(Path.Combine(root["tool"], "medusa"), root["empty"], ["serve", "--port", "0"]);
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            string? line;
            do
            {
                line = await server.StandardOutput.ReadLineAsync(limit.Token);
            }
            while (line?.StartsWith("Medusa serves ", StringComparison.Ordinal) == false);
            var url = Regex.Match(line ?? "", "http://[0-9.:]+").Value;
            Assert.Contains("PASSED: ", await MedusaAsync("play", "--url", url), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private Task<string> MedusaAsync(params string[] arguments) => RunAsync(Path.Combine(root["tool"], "medusa"), root["empty"], arguments);

    private async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}{await error}");
        return await output;
    }

    private Process Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("DOTNET_CLI_HOME", root["home"]), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("MSBUILDDISABLENODEREUSE", "1") })
        {
            start.Environment[name] = value;
        }

        // Other tests' servers keep nothing and run on the embedded engine; this one is as a stranger's.
        start.Environment.Remove("Medusa__Journal__Kind");
        start.Environment.Remove("Medusa__Engine");
        return Process.Start(start)!;
    }
}
