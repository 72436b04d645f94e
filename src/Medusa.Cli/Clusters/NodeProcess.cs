using System.Diagnostics;
using System.Net;

namespace Medusa.Cli.Clusters;

/// <summary>One node of a cluster on this machine: <c>medusa serve</c> as a process of its own. What it writes appears behind its name.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadyPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>Within the time that the command itself gets after Ctrl-C, and enough for a node that hands its episodes over.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process process;

    private NodeProcess(string name, Uri address, Process process) => (Name, Address, this.process) = (name, address, process);

    internal string Name { get; }

    internal Uri Address { get; }

    internal bool HasEnded => process.HasExited;

    internal int ExitCode => process.ExitCode;

    internal static NodeProcess Start(LocalClusterPlan plan, int node, Action<string> write)
    {
        var name = LocalClusterPlan.Name(node);
        var start = Program(plan.Arguments(node));
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        // The environment and not an argument: others may read a process's arguments, and this may hold a password.
        start.Environment["Medusa__Journal__ConnectionString"] = plan.Database;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new NodeProcess(name, plan.Address(node), process);

        void Write(string? line)
        {
            if (line is not null)
            {
                write($"{name} | {line}");
            }
        }
    }

    /// <summary>Waits until the node is ready.</summary>
    /// <returns>False where it ended before.</returns>
    internal async Task<bool> BecomesReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        using var period = new PeriodicTimer(ReadyPeriod);
        while (!HasEnded)
        {
            if (await IsReadyAsync(http, cancellation))
            {
                return !HasEnded;
            }

            await period.WaitForNextTickAsync(cancellation);
        }

        return false;
    }

    /// <summary>Asks once. Whoever else has the port may not answer at all.</summary>
    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/ready"), limit.Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Waits until the process ends.</summary>
    internal Task EndAsync(CancellationToken cancellation) => process.WaitForExitAsync(cancellation);

    /// <summary>Asks the process to end, and ends it where it does not.</summary>
    internal async Task StopAsync()
    {
        if (HasEnded)
        {
            return;
        }

        Termination.Ask(process);
        try
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public void Dispose() => process.Dispose();

    /// <summary>This program again: by itself where it is an executable, else by the runtime that runs it.</summary>
    private static ProcessStartInfo Program(IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath!;
        var assembly = typeof(NodeProcess).Assembly;
        return Path.GetFileNameWithoutExtension(host) == assembly.GetName().Name
            ? new ProcessStartInfo(host, arguments)
            : new ProcessStartInfo(Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [assembly.Location, .. arguments]);
    }
}
