using System.Net;
using System.Net.Sockets;
using Medusa.Gateway;

namespace Medusa.Cli.Doctor;

/// <summary>Whether a server could listen where it is told to.</summary>
internal sealed class PortCheck(GatewayOptions gateway) : Check("port")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var where = $"{gateway.Host}:{gateway.Port}";
        try
        {
            Listen();
            return [Ok(gateway.Port == 0 ? $"{gateway.Host} can be listened on, any free port." : $"{where} is free.")];
        }
        catch (SocketException failure)
        {
            return [failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse when await IsMedusaAsync(cancellation) => Ok($"A Medusa server listens on {where} already; another one needs another port."),
                SocketError.AddressAlreadyInUse => Problem($"Another program listens on {where}.", "End it, or choose another port: --port, PORT or Medusa:Port."),
                SocketError.AccessDenied => Problem($"This user may not listen on {where}.", "Choose a port from 1024 up, or give the right to low ports."),
                SocketError.AddressNotAvailable => Problem($"{gateway.Host} is no address of this machine.", "Choose another address: --host, HOST or Medusa:Host; * takes all."),
                _ => Problem($"Cannot listen on {where}: {failure.Message}.", "Choose another address or port."),
            }];
        }
    }

    private IPAddress? Address() => gateway.Host switch
    {
        "*" or "0.0.0.0" or "::" or "[::]" => null,
        "localhost" => IPAddress.Loopback,
        var host => IPAddress.Parse(host),
    };

    private void Listen()
    {
        var all = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        using var listener = new TcpListener(Address() ?? all, gateway.Port);
        if (Address() is null && all.Equals(IPAddress.IPv6Any))
        {
            listener.Server.DualMode = true;
        }

        listener.Start();
    }

    private async Task<bool> IsMedusaAsync(CancellationToken cancellation)
    {
        // No proxy, whatever the variables say: this is about this machine.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        var host = Address() is { } address && !IPAddress.IsLoopback(address) ? address : IPAddress.Loopback;
        try
        {
            var answer = await http.GetStringAsync(new UriBuilder(Uri.UriSchemeHttp, host.ToString(), gateway.Port, "/ready").Uri, cancellation);
            return answer.Contains("\"environments\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException refused)
        {
            // 503: it is one that is not ready.
            return refused.StatusCode == HttpStatusCode.ServiceUnavailable;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
