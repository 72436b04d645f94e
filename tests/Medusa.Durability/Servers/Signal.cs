using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Medusa.Durability.Servers;

/// <summary>Signals to processes, by their Linux numbers.</summary>
public static class Signal
{
    /// <summary>Reads the configuration again (nginx).</summary>
    public const int Hangup = 1;

    /// <summary>Ends PostgreSQL fast: clients are disconnected, a checkpoint is written.</summary>
    public const int Interrupt = 2;

    /// <summary>Ends PostgreSQL at once, without a checkpoint.</summary>
    public const int Quit = 3;

    /// <summary>Ends a process without asking it.</summary>
    public const int Kill = 9;

    /// <summary>Asks a process to end.</summary>
    public const int Terminate = 15;

    /// <summary>Lets a stopped process go on.</summary>
    public const int Continue = 18;

    /// <summary>Stops a process where it is.</summary>
    public const int Stop = 19;

    /// <summary>Sends a signal.</summary>
    public static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} to process {process}");
        }
    }

    /// <summary>Sends a signal; whether there was such a process.</summary>
    public static bool TrySend(int process, int signal) => SendSignal(process, signal) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
