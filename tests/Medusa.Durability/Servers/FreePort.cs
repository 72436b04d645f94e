using System.Net;
using System.Net.Sockets;

namespace Medusa.Durability.Servers;

/// <summary>Ports for servers that are restarted on the port they had.</summary>
public static class FreePort
{
    // Below the range from which the system takes ports of outgoing connections: none of these takes the port while its server is down.
    private const int First = 12_000;
    private const int Last = 32_000;

    /// <summary>A port that nobody listens on.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {Last} in a hundred attempts.");
    }
}
