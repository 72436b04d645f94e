using Medusa.Actors.Wire;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The wire form of what nodes say about themselves.</summary>
internal static class NodeWire
{
    private const int Unknown = -1;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    public static NodeReportMessage Write(NodeReport report)
    {
        var node = report.Node;
        var message = new NodeReportMessage { Name = node.Name, Episodes = node.Episodes ?? Unknown, Shards = node.Shards ?? Unknown };
        message.Environments.AddRange(node.Environments);
        foreach (var plugin in node.Plugins)
        {
            var written = new NodePluginMessage { Id = plugin.Id, State = (int)plugin.State };
            if (plugin.Version is { } version)
            {
                written.Version = version;
            }

            if (plugin.Sha256 is { } sha256)
            {
                written.Sha256 = sha256;
            }

            message.Plugins.Add(written);
        }

        if (report.Side is { } side)
        {
            message.Side = new ClusterSideMessage { Nodes = side.Nodes, First = side.First };
        }

        return message;
    }

    /// <summary>Reads a report.</summary>
    /// <param name="message">What was received.</param>
    public static NodeReport Read(NodeReportMessage message) => new(new NodeStatus(message.Name, "up")
    {
        Episodes = message.Episodes == Unknown ? null : message.Episodes,
        Shards = message.Shards == Unknown ? null : message.Shards,
        Environments = [.. message.Environments],
        Plugins = [.. message.Plugins.Select(static plugin => new NodePlugin(
            plugin.Id, plugin.HasVersion ? plugin.Version : null, plugin.HasSha256 ? plugin.Sha256 : null, (PluginState)plugin.State))],
    })
    {
        Side = message.Side is { } side ? new ClusterSide(side.Nodes, side.First) : null,
    };

    /// <summary>Writes a wish to watch.</summary>
    /// <param name="watch">The wish.</param>
    public static WatchMessage Write(WatchNotices watch)
    {
        var message = new WatchMessage { Owner = watch.Owner.Value, Stop = watch.Stop };
        if (watch.Id is { } id)
        {
            message.Episode = id.Value;
        }

        return message;
    }

    /// <summary>Reads a wish to watch.</summary>
    /// <param name="message">What was received.</param>
    public static WatchNotices Read(WatchMessage message) =>
        new(new Owner(message.Owner), message.HasEpisode ? Id(message.Episode) : null, message.Stop);

    /// <summary>Writes a notice.</summary>
    /// <param name="notice">The notice.</param>
    public static NoticeMessage Write(EpisodeNotice notice)
    {
        var message = new NoticeMessage
        {
            Owner = notice.Key.Owner.Value,
            Episode = notice.Key.Id.Value,
            Kind = (int)notice.Kind,
            Environment = notice.Environment,
            Step = notice.Step,
            At = notice.At.UtcTicks,
            Missed = notice.Missed,
        };
        if (notice.Reward is { } reward)
        {
            message.Reward = reward;
        }

        if (notice.EndReason is { } reason)
        {
            message.EndReason = reason;
        }

        return message;
    }

    /// <summary>Reads a notice.</summary>
    /// <param name="message">What was received.</param>
    public static EpisodeNotice Read(NoticeMessage message) => new(new EpisodeKey(new Owner(message.Owner), Id(message.Episode)), (EpisodeNoticeKind)message.Kind)
    {
        Environment = message.Environment,
        Step = message.Step,
        Reward = message.HasReward ? message.Reward : null,
        EndReason = message.HasEndReason ? message.EndReason : null,
        At = new DateTimeOffset(message.At, TimeSpan.Zero),
        Missed = message.Missed,
    };

    private static EpisodeId Id(string text) => EpisodeId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no episode's id.");
}
