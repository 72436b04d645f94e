using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Medusa.Cluster.Tests.Network;

/// <summary>Sockets of this process that belong to another network namespace: a socket stays in the one that its thread was in when it was made.</summary>
internal static class NamespaceSocket
{
    private const int NetworkNamespace = 0x4000_0000;

    /// <summary>A TCP socket in a namespace, not yet connected.</summary>
    public static Socket Open(string space)
    {
        Socket? socket = null;
        Exception? failure = null;
        // The thread enters the namespace for good and ends there.
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{space}");
                if (SetNamespace(handle.DangerousGetHandle().ToInt32(), NetworkNamespace) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError(), $"setns {space}");
                }

                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"No socket in {space}.", failure);
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int file, int kind);
}
