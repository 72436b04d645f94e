using System.Diagnostics;
using System.Globalization;
using Medusa.Client;

namespace Medusa.Cli.Doctor;

/// <summary>A server that runs: whether it answers, is ready and lets this caller in, how far away it is, and whether its environments are those of this program.</summary>
/// <param name="server">Its address, with the key in the user-info where it wants one.</param>
/// <param name="installed">The versions of the environments here, by name.</param>
internal sealed class ServerCheck(Uri server, IReadOnlyDictionary<string, string> installed) : Check("server")
{
    private const int Requests = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        using var client = new MedusaClient(server, new MedusaClientOptions { MaxAttempts = 1 });
        try
        {
            await client.GetAsync("health", deadline.Token);
            return [await ReadinessAsync(client, deadline.Token), await DistanceAsync(client, deadline.Token), .. await EnvironmentsAsync(client, deadline.Token)];
        }
        catch (MedusaProblemException refusal) when (refusal.Code == "unauthorized")
        {
            return [Problem($"The server wants a key: {refusal.Problem.Detail}", "Put it into the address: http://user:KEY@host:8000.")];
        }
        catch (Exception failure) when (failure is MedusaProblemException or MedusaUnreachableException)
        {
            return [Problem(failure.Message, "Start it with 'medusa serve', or correct --url.")];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [Problem($"{server.Host}:{server.Port} does not answer within {Patience.TotalSeconds:0} s.", "See its log; a firewall that drops packets looks the same.")];
        }
    }

    private async Task<Finding> ReadinessAsync(MedusaClient client, CancellationToken cancellation)
    {
        try
        {
            await client.GetAsync("ready", cancellation);
            return Ok($"{server.Host}:{server.Port} is alive and ready.");
        }
        catch (MedusaProblemException unready) when (unready.Problem.Status == 503)
        {
            return Problem($"{server.Host}:{server.Port} is alive and not ready.", "GET /ready and the server's log say why.");
        }
    }

    private async Task<Finding> DistanceAsync(MedusaClient client, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var request = 0; request < Requests; request++)
        {
            var began = Stopwatch.GetTimestamp();
            await client.GetAsync("health", cancellation);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Ok(string.Create(CultureInfo.InvariantCulture, $"A request takes {times.Order().ElementAt(Requests / 2):0.0} ms."));
    }

    private async Task<IReadOnlyList<Finding>> EnvironmentsAsync(MedusaClient client, CancellationToken cancellation)
    {
        var offered = await client.GetEnvironmentsAsync(cancellation);
        var other = offered.Where(environment => installed.TryGetValue(environment.Name, out var version) && version != environment.Version).ToArray();
        return other.Length == 0
            ? [Ok($"It offers {string.Join(", ", offered.Select(environment => $"{environment.Name}@{environment.Version}"))}.")]
            : [.. other.Select(environment => Warning(
                $"It runs {environment.Name} version {environment.Version}, here is version {installed[environment.Name]}: 'medusa rollout --url' refuses.", "Use a medusa of the server's version."))];
    }
}
