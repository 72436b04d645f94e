using System.Diagnostics;
using System.Reflection;

namespace Medusa.Cli.Tests.Plugins;

/// <summary>
/// Medusa's packages of this build in a temporary feed, under a version that nobody else has, and a folder whose <c>nuget.config</c> knows the feed. Its package cache is its own;
/// everything else comes from the machine's. Nothing of the repository or of the user's settings is changed.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly TemporaryFolder root = new();

    /// <summary>The packages' version.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A path below the folder in which plugins are made.</summary>
    public string this[string name] => root[Path.Combine("work", name)];

    public async Task InitializeAsync()
    {
        var (feed, work) = (root["feed"], root["work"]);
        Directory.CreateDirectory(work);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(work, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{root["packages"]}" /></config>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="medusa" value="{feed}" /></packageSources>
            </configuration>
            """);
        string[] common =
        [
            "--configuration", "Release", "--nologo", "--verbosity", "quiet", $"-property:Version={Version}", $"-property:PackageOutputPath={feed}",
            // A build of its own: the projects' folders, which other builds and tests use, and their lock files stay as they are.
            $"-property:ArtifactsPath={root["artifacts"]}", "-property:UseArtifactsOutput=true", $"-property:NuGetLockFilePath={root["lock.json"]}",
            "-property:RestoreLockedMode=false", "-property:RestoreDisableParallel=true", "-property:GeneratePackageOnBuild=true",
        ];
        await DotnetAsync(Repository, ["build", "src/Medusa.Operators.TestKit", .. common]);
        await DotnetAsync(Repository, ["build", "templates/Medusa.Templates.csproj", .. common]);
        await DotnetNewAsync("install", Path.Combine(feed, $"Medusa.Templates.{Version}.nupkg"));
    }

    public Task DisposeAsync()
    {
        root.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs <c>dotnet new</c> with templates of its own.</summary>
    public Task<string> DotnetNewAsync(params string[] arguments) => DotnetAsync(root["work"], ["new", .. arguments], ("DOTNET_CLI_HOME", root["home"]));

    /// <summary>Runs a dotnet command in the folder in which plugins are made.</summary>
    public Task<string> DotnetAsync(params string[] arguments) => DotnetAsync(root["work"], arguments);

    private static async Task<string> DotnetAsync(string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables.Append(("DOTNET_CLI_TELEMETRY_OPTOUT", "1")).Append(("DOTNET_NOLOGO", "1")).Append(("MSBUILDDISABLENODEREUSE", "1")))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await error}");
        return await output;
    }

    private static string FindRepository()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        while (!File.Exists(Path.Combine(folder!, "Medusa.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }
}
