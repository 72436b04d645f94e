using Medusa.Cluster.Tests.Recovery;
using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>What clients lived through.</summary>
/// <param name="History">Their calls.</param>
/// <param name="Began">When the attack began, by the history's clock.</param>
/// <param name="IsCutOff">Which clients, by number, could reach no other node than their own: until the attack ends they must wait.</param>
public sealed record AttackedLoad(CallHistory History, TimeSpan Began, Func<int, bool> IsCutOff)
{
    /// <summary>How long clients waited that could go to another node.</summary>
    public RecoveryTimes Times => RecoveryTimes.Of([.. History.Calls.Where(call => !IsCutOff(call.Client))], Began);
}
