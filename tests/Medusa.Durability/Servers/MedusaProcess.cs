using System.Globalization;

namespace Medusa.Durability.Servers;

/// <summary>One Medusa server as a process of its own. Killed, it can be started again on the same port.</summary>
public sealed class MedusaProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Machine machine;
    private ChildProcess? process;

    /// <summary>A server that does not run yet.</summary>
    /// <param name="settings">Environment variables, the journal's among them.</param>
    /// <param name="name">What it calls itself in answers.</param>
    /// <param name="machine">Where it runs; here by default.</param>
    public MedusaProcess(IReadOnlyDictionary<string, string> settings, string name, Machine? machine = null)
    {
        this.machine = machine ?? Machine.Local;
        Port = FreePort.Next();
        Address = new Uri($"http://{this.machine.Address}:{Port}");
        this.settings = new Dictionary<string, string>(settings)
        {
            ["PORT"] = $"{Port}",
            ["HOST"] = this.machine.Address,
            ["Medusa__Node"] = name,
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        };
    }

    /// <summary>The port, the same after every restart.</summary>
    public int Port { get; }

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    /// <summary>The process's id.</summary>
    public int Id => Process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => Process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => Process.ExitCode;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => Process.Output;

    private ChildProcess Process => process ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>Starts a server and returns when it is ready.</summary>
    /// <param name="settings">Environment variables, the journal's among them.</param>
    /// <param name="name">What it calls itself in answers.</param>
    public static async Task<MedusaProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string name = "a")
    {
        var server = new MedusaProcess(settings, name);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server after it ended, on its old port, and returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        Launch();
        await BecomesReadyAsync(StartLimit);
    }

    /// <summary>Starts the process and does not wait.</summary>
    public void Launch()
    {
        process?.Dispose();
        // Writing beyond a file size limit is an error that the server sees, as on a full disk, and not its end.
        process = machine.Start("/bin/sh", ["-c", "trap '' XFSZ; exec dotnet \"$0\" serve", Assembly()], settings);
    }

    /// <summary>Returns when the server says that it is ready.</summary>
    public Task BecomesReadyAsync(TimeSpan within) => Eventually.HoldsAsync(
        async () =>
        {
            var status = await Gateways.StatusAsync(Address, "/ready");
            return status == 200 || (Process.HasExited ? throw new InvalidOperationException($"The server ended with {Process.ExitCode}: {Output}") : false);
        },
        within,
        "the server is ready",
        () => Output);

    /// <summary><c>kill -9</c>, not waiting for the end.</summary>
    public void SendKill() => Process.Send(Signal.Kill);

    /// <summary>SIGTERM, not waiting for the end.</summary>
    public void SendTerminate() => Process.Send(Signal.Terminate);

    /// <summary><c>kill -9</c>, returning when the process is gone.</summary>
    public void Kill() => Process.Kill();

    /// <summary>SIGSTOP: the process stands still, its sockets stay open.</summary>
    public void Suspend() => Process.Send(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Process.Send(Signal.Continue);

    /// <summary>Lets the running server write files up to a size only; null lets it write any size again.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var change = new ChildProcess("prlimit", ["--pid", $"{Id}", $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:"]);
        await Eventually.HoldsAsync(() => change.HasExited, TimeSpan.FromSeconds(20), "prlimit ends");
        if (change.ExitCode != 0)
        {
            throw new InvalidOperationException($"prlimit: {change.Output}");
        }
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public Task StopAsync() => Process.EndAsync(Signal.Terminate, TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public void Dispose() => process?.Dispose();

    /// <summary>The built command.</summary>
    public static string Assembly()
    {
        // tests/<project>/bin/<configuration>/<framework>/ lies five folders below the root.
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var root = here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var assembly = Path.Combine(root, "src", "Medusa.Cli", "bin", here.Parent.Name, here.Name, "medusa.dll");
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException($"{assembly} is missing: build src/Medusa.Cli.");
    }
}
