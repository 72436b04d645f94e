using System.ComponentModel.DataAnnotations;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>The cluster engine's configuration, section <c>Medusa:Cluster</c>. Wrong values stop the start. Without seed nodes the process is a cluster of its own.</summary>
public sealed class ClusterOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Medusa:Cluster";

    /// <summary>The address to listen on for other nodes.</summary>
    /// <value>An IP address or a name of this machine; <c>0.0.0.0</c> for all addresses, with <see cref="PublicHostname"/>. Default: <c>127.0.0.1</c>.</value>
    [Required]
    public string Hostname { get; set; } = "127.0.0.1";

    /// <summary>How other nodes reach this one.</summary>
    /// <value>An IP address or name. Default: <see cref="Hostname"/>.</value>
    public string? PublicHostname { get; set; }

    /// <summary>The port to listen on for other nodes.</summary>
    /// <value>0 (any free port) to 65,535. Default: 0.</value>
    [Range(0, 65_535)]
    public int Port { get; set; }

    /// <summary>The port under which other nodes reach this one.</summary>
    /// <value>1 to 65,535. Default: <see cref="Port"/>.</value>
    [Range(1, 65_535)]
    public int? PublicPort { get; set; }

    /// <summary>The nodes that new ones ask to be let in. The first one begins the cluster where none of them answers.</summary>
    /// <value>Each <c>host:port</c>, the same list in the same order on every node. Default: none: a cluster of one. With seed nodes the journal must be PostgreSQL.</value>
    public IList<string> SeedNodes { get; init; } = [];

    /// <summary>What the node does: <c>episodes</c> runs episodes, <c>gateway</c> marks a node that serves HTTP, as all do.</summary>
    /// <value>Names of letters, digits, <c>_</c> and <c>-</c>. Default: <c>episodes</c> and <c>gateway</c>.</value>
    public IList<string> Roles { get; init; } = [];

    /// <summary>Into how many shards episodes are parted. A shard moves between nodes as a whole.</summary>
    /// <value>1 to 10,000. Default: 256, good for 25 nodes; about ten for each node. The same on every node; changing it needs a full stop.</value>
    [Range(1, 10_000)]
    public int Shards { get; set; } = 256;

    /// <summary>How many requests of this node may wait for answers at a time; further ones are refused as <c>overloaded</c>.</summary>
    /// <value>64 to 4,194,304. Default: 65,536.</value>
    [Range(64, 1 << 22)]
    public int MaxPendingRequests { get; set; } = 65_536;

    /// <summary>After how long a request without an answer is sent again, where it carries a number or an id that makes this safe.</summary>
    /// <value>100 milliseconds to 1 minute. Default: 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After how long a request without an answer is given up: <c>recovery_timeout</c>, or <c>outcome_unknown</c> where it carried neither number nor id.</summary>
    /// <value>1 second to 1 hour. Default: 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The greatest message between nodes. An answer beyond it is refused as <c>too_large</c>.</summary>
    /// <value>1 MiB to 1 GiB in bytes. Default: 32 MiB, above the greatest request body and the greatest page of rows.</value>
    [Range(1 << 20, 1 << 30)]
    public int MaxFrameBytes { get; set; } = 32 << 20;

    /// <summary>For how long a node may be silent before others take it for unreachable.</summary>
    /// <value>1 second to 1 minute. Default: 4 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SilenceAllowed { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>For how long the membership must stand still before unreachable nodes are removed and their episodes brought back elsewhere.</summary>
    /// <value>1 second to 5 minutes. Default: 5 seconds. The side of a partition that has most nodes with episodes stays; the nodes of the other end themselves.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DownAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the shards of a node that stops may take to move to others.</summary>
    /// <value>1 second to 10 minutes. Default: 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HandOverTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long leaving the cluster may take in all; it begins when the sockets have been drained.</summary>
    /// <value>1 second to 15 minutes. Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The roles, the default ones where none are given.</summary>
    public IReadOnlyList<string> EffectiveRoles => Roles.Count > 0 ? [.. Roles] : [NodeStatus.EpisodesRole, NodeStatus.GatewayRole];

    /// <summary>Whether this node runs episodes.</summary>
    public bool RunsEpisodes => EffectiveRoles.Contains(NodeStatus.EpisodesRole);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var seed in SeedNodes)
        {
            if (!TrySeed(seed, out _, out _))
            {
                yield return new ValidationResult($"{Section}:SeedNodes has '{seed}': write host:port.");
            }
        }

        foreach (var role in EffectiveRoles)
        {
            if (role.Length == 0 || !role.All(static sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-'))
            {
                yield return new ValidationResult($"{Section}:Roles has '{role}': write letters, digits, _ and -.");
            }
        }

        if (!RunsEpisodes && SeedNodes.Count == 0)
        {
            yield return new ValidationResult($"{Section}:Roles lacks '{NodeStatus.EpisodesRole}' and there are no {Section}:SeedNodes: nobody would run episodes.");
        }

        if (PublicHostname is null && Hostname is "0.0.0.0" or "::")
        {
            yield return new ValidationResult($"{Section}:Hostname is {Hostname}, which others cannot dial: set {Section}:PublicHostname.");
        }
    }

    /// <summary>Parts <c>host:port</c>.</summary>
    /// <param name="seed">The text.</param>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    internal static bool TrySeed(string seed, out string host, out int port)
    {
        var colon = seed.LastIndexOf(':');
        host = colon > 0 ? seed[..colon] : string.Empty;
        return int.TryParse(seed.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out port)
            && port is > 0 and < 65_536 && host.Length > 0 && !host.Any(static sign => char.IsWhiteSpace(sign) || sign is '/' or '"' or '\\' or '@');
    }
}
