using Medusa.Gateway;

namespace Medusa.Cli.Doctor;

/// <summary>Whether a server would take its settings: all that <c>medusa serve</c> reads, a line for each problem.</summary>
internal sealed class ConfigurationCheck(ServerSettings settings) : Check("configuration")
{
    private const string Cure = "Change the setting: docs/configuration.md has every key with its range.";

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => settings.Problems.Count == 0
        ? Found(Ok($"A server would take it: it listens on {settings.Gateway!.Host}:{settings.Gateway.Port}, {Access(settings.Gateway)}."))
        : Found([.. settings.Problems.Select(problem => Problem(problem, Cure))]);

    private static string Access(GatewayOptions gateway) => gateway.Keys.Count switch
    {
        0 => gateway.AllowAnonymous ? "everybody who reaches it may do everything" : "without keys",
        1 => "with one key",
        var keys => $"with {keys} keys",
    };
}
