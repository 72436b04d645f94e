using Medusa.Cli.Doctor;
using Medusa.Cli.Tests.Plugins;
using Medusa.Episodes;
using Medusa.Gateway;

namespace Medusa.Cli.Tests.Doctor;

public sealed class MachineChecks_should : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1024  4096", Level.Warning, "4096 files and sockets may be open")]
    [InlineData("1024  1048576", Level.Ok, "1048576 files")]
    [InlineData("unlimited  unlimited", Level.Ok, "unlimited")]
    public async Task Compare_the_limit_of_open_files_with_the_connections_allowed(string limits, object level, string text)
    {
        await File.WriteAllTextAsync(folder["limits"], $"Limit Soft Hard Units\nMax open files            {limits}  files\nMax locked memory 1 1 bytes\n");
        await new FileLimitCheck(new GatewayOptions(), folder["limits"]).FindsAsync((Level)level, text);
    }

    [Fact]
    public async Task Warn_of_little_memory()
    {
        await new MemoryCheck(256L << 20).FindsAsync(Level.Warning, "0.3 GiB");
        await new MemoryCheck(8L << 30).FindsNothingWrongAsync();
    }

    [Theory]
    [InlineData("http_proxy", "", "127.0.0.1 and localhost")]
    [InlineData("HTTP_PROXY", "localhost", "does not except 127.0.0.1:")]
    [InlineData("ALL_PROXY", "example.org", "127.0.0.1 and localhost")]
    public Task Warn_of_a_proxy_that_gets_what_is_for_this_machine(string name, string excepted, string text) => Proxy(name, excepted).FindsAsync(Level.Warning, text);

    [Theory]
    [InlineData("http_proxy", "*")]
    [InlineData("http_proxy", "LOCALHOST, 127.0.0.1")]
    [InlineData("other", "")]
    public Task Take_a_proxy_that_leaves_this_machine_out(string name, string excepted) => Proxy(name, excepted).FindsNothingWrongAsync();

    [Fact]
    public async Task Tell_whether_plugin_projects_can_be_built()
    {
        await new RuntimeCheck("").FindsAsync(Level.Ok, "No .NET SDK is on the PATH");
        Directory.CreateDirectory(folder["sdk"]);
        await File.WriteAllTextAsync(folder[OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"], "");
        await new RuntimeCheck($"/nowhere{Path.PathSeparator}{folder.Path}").FindsAsync(Level.Ok, "An SDK is installed");
    }

    [Theory]
    [InlineData("embedded", Level.Ok, "Medusa:Engine says so")]
    [InlineData("auto", Level.Ok, "clusters need Akka.NET's engine")]
    [InlineData("akka", Level.Problem, "Medusa.Actors.dll is missing")]
    public Task Tell_which_engine_and_why(string engine, object level, string text) =>
        new EngineCheck(new EngineOptions { Engine = engine, EnginesPath = folder.Path }).FindsAsync((Level)level, text);

    [Fact]
    public Task Warn_of_a_journal_that_keeps_nothing() => new MemoryJournalCheck().FindsAsync(Level.Warning, "its episodes are gone");

    [Theory]
    [InlineData("600", Level.Ok, "Only this user can read")]
    [InlineData("640", Level.Warning, "Others may read")]
    [InlineData("602", Level.Problem, "Others may write")]
    public async Task Look_at_who_can_use_the_keys_file(string mode, object level, string text)
    {
        if (!OperatingSystem.IsWindows())
        {
            await File.WriteAllTextAsync(folder["keys.json"], "{}");
            File.SetUnixFileMode(folder["keys.json"], (UnixFileMode)Convert.ToInt32(mode, 8));
            await new KeysFileCheck(folder["keys.json"]).FindsAsync((Level)level, text);
            Assert.Empty(await new KeysFileCheck(folder["none.json"]).RunAsync(CancellationToken.None));
        }
    }

    private static ProxyCheck Proxy(string name, string excepted) => new(variable => variable == name ? "http://proxy:3128" : variable == "NO_PROXY" ? excepted : null);
}
