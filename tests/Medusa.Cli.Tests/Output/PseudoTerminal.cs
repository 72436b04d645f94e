using System.Diagnostics;
using System.Reflection;

namespace Medusa.Cli.Tests.Output;

/// <summary>The program as a process of its own, on a pseudo terminal that <c>script</c> opens, or with its output in a pipe.</summary>
internal static class PseudoTerminal
{
    /// <summary>Where the program was built to.</summary>
    public static string Program { get; } = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "medusa.dll");

    /// <summary>What a person would see, escape codes included; output and error output in one.</summary>
    public static Task<string> ReadAsync(string arguments, params (string Name, string Value)[] variables) =>
        RunAsync("script", ["--quiet", "--return", "--command", $"dotnet '{Program}' {arguments}", "/dev/null"], variables);

    /// <summary>What a pipe gets: output and error output one after the other.</summary>
    public static Task<string> PipeAsync(string arguments, params (string Name, string Value)[] variables) => RunAsync("dotnet", [Program, .. arguments.Split(' ')], variables);

    private static async Task<string> RunAsync(string program, string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await output + await error;
    }
}
