namespace Medusa.Cli.Doctor;

/// <summary>Whether clients on this machine would send what is for this machine to a proxy.</summary>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class ProxyCheck(Func<string, string?> variable) : Check("proxy")
{
    private static readonly string[] Proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    private static readonly string[] Loopback = ["127.0.0.1", "localhost"];

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        if (Proxies.FirstOrDefault(name => !string.IsNullOrWhiteSpace(variable(name))) is not { } set)
        {
            return Found(Ok("No variable sends clients through a proxy."));
        }

        var excepted = $"{variable("no_proxy")},{variable("NO_PROXY")}".Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var missing = excepted.Contains("*") ? [] : Loopback.Except(excepted, StringComparer.OrdinalIgnoreCase).ToArray();
        return Found(missing.Length == 0
            ? Ok($"{set} is set, and loopback is excepted.")
            : Warning($"{set} is set, and NO_PROXY does not except {string.Join(" and ", missing)}: Python clients would send loopback requests to the proxy.", "Set NO_PROXY=127.0.0.1,localhost as well."));
    }
}
