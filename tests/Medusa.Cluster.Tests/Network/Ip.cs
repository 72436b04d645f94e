using System.Text.Json;
using Medusa.Durability;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Network;

/// <summary>The program <c>ip</c> of iproute2.</summary>
public static class Ip
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Runs one command, given as its words with blanks between them.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; says how.</exception>
    public static async Task<string> RunAsync(string command)
    {
        using var process = new ChildProcess("ip", command.Split(' '));
        await Eventually.HoldsAsync(() => process.HasExited, Limit, $"ip {command} ends");
        process.ReadToEnd();
        return process.ExitCode == 0 ? process.Output : throw new InvalidOperationException($"ip {command}: {process.Output}");
    }

    /// <summary>Runs one command; whether it succeeded.</summary>
    public static async Task<bool> TryAsync(string command)
    {
        try
        {
            await RunAsync(command);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Runs a command that lists something.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ListAsync(string command) =>
        await RunAsync($"-j {command}") is { Length: > 0 } json ? [.. JsonElement.Parse(json).EnumerateArray()] : [];
}
