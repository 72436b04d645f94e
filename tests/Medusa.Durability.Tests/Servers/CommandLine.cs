using Medusa.Durability.Servers;

namespace Medusa.Durability.Tests.Servers;

/// <summary>One run of the command <c>medusa</c> to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, errors included.</param>
public sealed record CommandLine(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>What it wrote, line by line, without empty lines.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs the command.</summary>
    public static Task<CommandLine> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs the command with environment variables.</summary>
    public static async Task<CommandLine> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = new ChildProcess("dotnet", [MedusaProcess.Assembly(), .. arguments], new Dictionary<string, string>(settings) { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
        await Eventually.HoldsAsync(() => Task.FromResult(process.HasExited), Limit, $"medusa {string.Join(' ', arguments)} ends", () => process.Output);
        process.ReadToEnd();
        return new CommandLine(process.ExitCode, process.Output);
    }
}
