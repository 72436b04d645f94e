using System.Net;
using System.Net.Sockets;
using Medusa.Cli.Doctor;
using Medusa.Gateway;

namespace Medusa.Cli.Tests.Doctor;

public sealed class PortCheck_should
{
    [Fact]
    public async Task Name_a_port_that_another_program_has()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        // Whoever takes connections and says nothing would keep the check waiting.
        _ = taken.AcceptTcpClientAsync().ContinueWith(accepted => accepted.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
        await Of("127.0.0.1", port).FindsAsync(Level.Problem, $"Another program listens on 127.0.0.1:{port}");
    }

    [Fact]
    public async Task Find_nothing_wrong_with_a_port_that_medusa_has()
    {
        await using var server = await ServedGateway.StartAsync();
        await Of("127.0.0.1", new Uri(server.Url).Port).FindsAsync(Level.Ok, "A Medusa server listens on");
    }

    [Fact]
    public Task Name_an_address_of_another_machine() => Of("192.0.2.1", 0).FindsAsync(Level.Problem, "192.0.2.1 is no address of this machine");

    [Theory]
    [InlineData("*")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public Task Take_any_free_port(string host) => Of(host, 0).FindsNothingWrongAsync();

    private static PortCheck Of(string host, int port) => new(new GatewayOptions { Host = host, Port = port });
}
