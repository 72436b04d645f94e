using System.Globalization;
using System.Text.Json;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Network;

/// <summary>What test runs leave behind that were killed: namespaces, the processes in them, and bridges. Each carries the number of the run's process.</summary>
internal static class AbandonedNetworks
{
    private const string Prefix = "medusa-tests-";

    /// <summary>The name of something that belongs to this run.</summary>
    public static string Own(string rest = "") => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{rest}");

    /// <summary>Removes everything that belongs to runs which are no more.</summary>
    public static async Task SweepAsync()
    {
        foreach (var name in (await Ip.ListAsync("netns list")).Select(space => space.GetProperty("name").GetString()!).Where(IsAbandoned))
        {
            await RemoveSpaceAsync(name);
        }

        foreach (var bridge in (await Ip.ListAsync("link show type bridge")).Where(link => IsAbandoned(Alias(link))))
        {
            await Ip.TryAsync($"link del {bridge.GetProperty("ifname").GetString()}");
        }
    }

    /// <summary>Ends the processes of a namespace and removes it; its cable goes with it.</summary>
    public static async Task RemoveSpaceAsync(string name)
    {
        foreach (var process in (await Ip.RunAsync($"netns pids {name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Signal.TrySend(int.Parse(process, CultureInfo.InvariantCulture), Signal.Kill);
        }

        await Ip.TryAsync($"netns del {name}");
    }

    private static string Alias(JsonElement link) => link.TryGetProperty("ifalias", out var alias) ? alias.GetString() ?? "" : "";

    private static bool IsAbandoned(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && !Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}");
}
