using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Medusa.Cli.Clusters;

/// <summary>Asks processes to end, which the runtime cannot do by itself.</summary>
internal static class Termination
{
    private const int SigTerm = 15;

    /// <summary>SIGTERM; on Windows, which has none, the process ends at once.</summary>
    internal static void Ask(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            // Where it fails the process is gone already.
            _ = Kill(process.Id, SigTerm);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
