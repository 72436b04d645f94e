using Akka.Actor;
using Akka.Configuration;
using Medusa.Actors;

namespace Medusa.Cluster.Bench;

/// <summary>An actor that answers every request with the same bytes: what Akka.Remote alone can do with Medusa's settings.</summary>
internal static class EchoNode
{
    /// <summary>What the command line calls it.</summary>
    public const string Verb = "echo-node";

    /// <summary>Serves until the input ends.</summary>
    /// <param name="port">Where.</param>
    /// <param name="bytes">The size of an answer.</param>
    public static async Task RunAsync(int port, int bytes)
    {
        using var system = Start(port);
        system.ActorOf(Props.Create(() => new Echo(bytes)), "echo");
        await Console.In.ReadToEndAsync();
        await system.Terminate();
    }

    /// <summary>An actor system with Akka.Remote and without a cluster.</summary>
    /// <param name="port">Where to listen.</param>
    public static ActorSystem Start(int port) => ActorSystem.Create("bare", ConfigurationFactory.ParseString(
        $$"""
        akka.loglevel = WARNING
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}}, maximum-frame-size = {{new ClusterOptions().MaxFrameBytes}}b }
        """));

    private sealed class Echo : ReceiveActor
    {
        public Echo(int bytes)
        {
            var answer = new byte[bytes];
            Random.Shared.NextBytes(answer);
            Receive<byte[]>(_ => Sender.Tell(answer));
        }
    }
}
