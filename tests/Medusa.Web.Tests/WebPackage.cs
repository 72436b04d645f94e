using System.Diagnostics;
using Medusa.Web.Tests.Browsing;

namespace Medusa.Web.Tests;

/// <summary>The page's sources with their locked packages, in a folder of the tests' own where nobody else installs.</summary>
internal static class WebPackage
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>A file below <c>web/</c>, once the packages are installed.</summary>
    public static string File(params ReadOnlySpan<string> path)
    {
        Install();
        return Repository.At(["web", .. path]);
    }

    /// <summary>Runs one of the package's programs.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it wrote.</exception>
    public static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.At("web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Limit}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output.Result}{error.Result}");
        }
    }

    /// <summary>Installs what the lock file says, where it is not there already; no package runs a script of its own.</summary>
    private static void Install()
    {
        var installed = Repository.At("web", "node_modules", ".package-lock.json");
        var locked = Repository.At("web", "package-lock.json");
        if (!System.IO.File.Exists(installed) || System.IO.File.GetLastWriteTimeUtc(installed) < System.IO.File.GetLastWriteTimeUtc(locked))
        {
            Run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
    }
}
