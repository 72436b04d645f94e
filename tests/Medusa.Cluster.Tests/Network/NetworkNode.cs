using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Network;

/// <summary>A network namespace with one interface and one address: to whoever runs in it, a machine of its own.</summary>
public sealed record NetworkNode : Machine
{
    // No interface has this hardware address, so the bridge delivers what is sent to it to nobody.
    private const string Nowhere = "02:00:00:00:00:01";
    private readonly string cable;

    /// <summary>A namespace that exists.</summary>
    /// <param name="space">Its name.</param>
    /// <param name="cable">The bridge's end of its cable.</param>
    /// <param name="address">The address of its interface <c>eth0</c>.</param>
    internal NetworkNode(string space, string cable, string address)
        : base(address, ["ip", "netns", "exec", space])
    {
        this.cable = cable;
        Space = space;
        Http = Gateways.Client(ConnectAsync);
    }

    /// <summary>The namespace's name.</summary>
    public string Space { get; }

    /// <summary>An HTTP client of this process whose connections come from the node.</summary>
    public HttpClient Http { get; }

    /// <summary>From now on nothing that this node sends reaches the other, which gets no error, as behind a broken switch. What the other sends arrives.</summary>
    internal Task DropTowardsAsync(NetworkNode other) => Ip.RunAsync($"-n {Space} neigh replace {other.Address} lladdr {Nowhere} dev eth0 nud permanent");

    /// <summary>Undoes <see cref="DropTowardsAsync"/>.</summary>
    internal Task DeliverTowardsAsync(NetworkNode other) => Ip.RunAsync($"-n {Space} neigh del {other.Address} dev eth0");

    /// <summary>Pulls the cable out.</summary>
    public Task UnplugAsync() => Ip.RunAsync($"link set {cable} down");

    /// <summary>Plugs the cable in again.</summary>
    public Task PlugInAsync() => Ip.RunAsync($"link set {cable} up");

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = NamespaceSocket.Open(Space);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Space} ({Address})");
}
