using Akka.Actor;
using Akka.Event;

namespace Medusa.Actors;

/// <summary>Sends requests through the region that reached an episode's actor as it ended: Akka.NET makes dead letters of them.</summary>
internal sealed class LateRequests : ReceiveActor
{
    /// <param name="table">Where requests are sent back.</param>
    public LateRequests(LocalEpisodes table)
    {
        // The same path on every node: a request for an actor of a node that has died is found here, at its sender.
        const string shards = $"/system/sharding/{ClusterNode.TypeName}";
        Receive<DeadLetter>(letter =>
        {
            if (letter.Message is EpisodeRequest { Command: not null } request && letter.Recipient.Path.Parent?.Parent?.ToStringWithoutAddress() == shards)
            {
                table.Return(request, letter.Sender);
            }
        });
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
}
