using System.Globalization;
using System.Text;
using Akka.Configuration;

namespace Medusa.Actors;

/// <summary>Medusa's settings in Akka.NET's form.</summary>
internal static class ClusterConfiguration
{
    /// <summary>The name of the actor system, a part of every node's address.</summary>
    public const string SystemName = "medusa";

    /// <summary>Translates.</summary>
    /// <param name="options">Validated options.</param>
    public static Config Of(ClusterOptions options)
    {
        var text = new StringBuilder();
        void Set(string key, string value) => text.Append(key).Append(" = ").AppendLine(value);
        void SetTime(string key, TimeSpan value) => Set(key, string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalMilliseconds} ms"));

        const string Tcp = "akka.remote.dot-netty.tcp";
        Set($"{Tcp}.hostname", Quoted(options.Hostname));
        Set($"{Tcp}.public-hostname", Quoted(options.PublicHostname ?? options.Hostname));
        Set($"{Tcp}.port", Number(options.Port));
        if (options.PublicPort is { } publicPort)
        {
            Set($"{Tcp}.public-port", Number(publicPort));
        }

        Set($"{Tcp}.maximum-frame-size", $"{Number(options.MaxFrameBytes)}b");

        Set("akka.cluster.roles", $"[{string.Join(", ", options.EffectiveRoles.Select(Quoted))}]");
        Set("akka.cluster.seed-nodes", $"[{string.Join(", ", options.SeedNodes.Select(static seed => Quoted(AddressOf(seed))))}]");
        SetTime("akka.cluster.failure-detector.acceptable-heartbeat-pause", options.SilenceAllowed);
        SetTime("akka.cluster.split-brain-resolver.stable-after", options.DownAfter);
        SetTime("akka.cluster.sharding.handoff-timeout", options.HandOverTimeout);
        SetTime("akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout", options.HandOverTimeout);
        return ConfigurationFactory.ParseString(text.ToString()).WithFallback(ConfigurationFactory.ParseString(Fixed()));
    }

    /// <summary>The address of a node's actor system.</summary>
    /// <param name="node"><c>host:port</c>.</param>
    public static string AddressOf(string node) => $"akka.tcp://{SystemName}@{node}";

    private static string Fixed()
    {
        using var stream = typeof(ClusterConfiguration).Assembly.GetManifestResourceStream("cluster.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
