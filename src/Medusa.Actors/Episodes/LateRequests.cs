using Akka.Actor;
using Akka.Event;

namespace Medusa.Actors;

/// <summary>Sends requests through the region that reached an episode's actor as it ended: Akka.NET makes dead letters of them.</summary>
internal sealed class LateRequests : ReceiveActor
{
    /// <param name="table">Where requests are sent back.</param>
    /// <param name="region">The region, whose own dead letters are not sent to it again.</param>
    public LateRequests(LocalEpisodes table, IActorRef region)
    {
        Receive<DeadLetter>(letter =>
        {
            if (letter.Message is EpisodeRequest { Command: not null } request && !letter.Recipient.Equals(region) && letter.Recipient.Path.Parent.Parent.Equals(region.Path))
            {
                table.Return(request, letter.Sender);
            }
        });
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
}
