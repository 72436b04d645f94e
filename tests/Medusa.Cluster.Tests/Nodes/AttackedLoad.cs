using Medusa.Cluster.Tests.Recovery;
using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>What clients lived through.</summary>
/// <param name="History">Their calls.</param>
/// <param name="Began">When the attack began, by the history's clock.</param>
public sealed record AttackedLoad(CallHistory History, TimeSpan Began)
{
    /// <summary>How long episodes waited.</summary>
    public RecoveryTimes Times => RecoveryTimes.Of(History.Calls, Began);
}
