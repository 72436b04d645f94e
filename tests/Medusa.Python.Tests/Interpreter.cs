using System.Diagnostics;

namespace Medusa.Python.Tests;

/// <summary>The Python that runs the tests: Debian's, which has Debian's numpy, or else the one on the PATH.</summary>
internal static class Interpreter
{
    private const string Debian = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The Python package's folder.</summary>
    public static string Folder { get; } = Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "clients", "python");

    private static string Program => File.Exists(Debian) ? Debian : "python3";

    /// <summary>Runs it in the package's folder to its end; the exit code is -1 where it does not start or does not end.</summary>
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        // What CI built is beside the tests' own output, in the same configuration.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["MEDUSA_DLL"] = Path.GetFullPath(Path.Combine(Folder, "../../src/Medusa.Cli/bin", configuration, "net10.0/medusa.dll")),
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONUNBUFFERED"] = "1",
            },
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{Program} {string.Join(' ', arguments)} did not end within {Limit}. {output.Result}{errors.Result}");
            }

            return (process.ExitCode, output.Result + (process.ExitCode == 0 ? "" : errors.Result));
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }

    /// <summary>What is missing on this machine, or null.</summary>
    public static string? Obstacle() => Run("-c", "import numpy").ExitCode == 0 ? null : "Python 3.10 or later with numpy is needed: apt-get install python3 python3-numpy.";

    private static string Root(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("Medusa.sln is not above the tests' output.")
        : File.Exists(Path.Combine(folder.FullName, "Medusa.sln")) ? folder.FullName
        : Root(folder.Parent);
}
