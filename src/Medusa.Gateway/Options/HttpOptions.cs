using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>
/// What the web server takes of a connection, section <c>Medusa:Http</c>. Sizes of bodies and headers and the number of connections stand in <see cref="GatewayOptions"/>.
/// Only HTTP/1.1 is spoken: a proxy that terminates TLS may offer others to its clients.
/// </summary>
public sealed class HttpOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa:Http";

    /// <summary>How long a request's line and headers may take to arrive.</summary>
    /// <value>1 s to 10 min; default 15 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection without a request is kept.</summary>
    /// <value>1 s to 1 h; default 130 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>The slowest pace, after the first 5 s, at which a body may arrive; a slower one is refused.</summary>
    /// <value>0 to 1,000,000 bytes a second; default 240. 0 is no limit.</value>
    [Range(0, 1_000_000)]
    public int MinBodyRate { get; set; } = 240;

    /// <summary>The slowest pace, after the first 5 s, at which an answer may be read; a slower reader is dropped. Ignored for sockets, which <see cref="GatewayOptions.SendTimeout"/> bounds.</summary>
    /// <value>0 to 1,000,000 bytes a second; default 240. 0 is no limit.</value>
    [Range(0, 1_000_000)]
    public int MinAnswerRate { get; set; } = 240;

    /// <summary>The greatest number of headers of a request.</summary>
    /// <value>8 to 1,000; default 100.</value>
    [Range(8, 1000)]
    public int MaxHeaderCount { get; set; } = 100;

    /// <summary>The longest request line: method, path and query.</summary>
    /// <value>256 bytes to 64 KiB; default 8 KiB.</value>
    [Range(256, 64 << 10)]
    public int MaxRequestLineBytes { get; set; } = 8 << 10;

    /// <summary>How much of an answer waits in memory for a connection to take it.</summary>
    /// <value>4 KiB to 16 MiB in bytes; default 64 KiB.</value>
    [Range(4 << 10, 16 << 20)]
    public int MaxAnswerBufferBytes { get; set; } = 64 << 10;
}
