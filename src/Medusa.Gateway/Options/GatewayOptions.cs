using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>
/// What the server serves and how much of it, section <c>Medusa</c> of the configuration. The variables <c>HOST</c>, <c>PORT</c> and <c>MAX_CONCURRENT_ENVS</c>, which OpenEnv
/// servers read, set <see cref="Host"/>, <see cref="Port"/> and <see cref="MaxSessions"/>.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa";

    /// <summary>Where to listen.</summary>
    /// <value>An IP address, <c>localhost</c>, or <c>*</c> for all addresses; default 127.0.0.1. Without <see cref="Keys"/> and <see cref="AllowAnonymous"/> only a loopback address is served; <c>medusa serve --draw-key</c> draws a key.</value>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on.</summary>
    /// <value>0 (any free port) to 65,535; default 8000.</value>
    [Range(0, 65_535)]
    public int Port { get; set; } = 8000;

    /// <summary>The environment served at <c>/</c>.</summary>
    /// <value>An environment's name; default <c>medusa</c>. Where it is not loaded, the first by name is taken. <c>medusa serve --default-environment NAME</c> sets it too.</value>
    public string DefaultEnvironment { get; set; } = "medusa";

    /// <summary>The API keys. Without any, every caller is anonymous and only loopback is served, unless <see cref="AllowAnonymous"/> says otherwise.</summary>
    /// <value>A list of <c>{Id, Sha256, Limits?}</c>; default none.</value>
    public List<ApiKeyOptions> Keys { get; set; } = [];

    /// <summary>
    /// The file of further API keys that <c>medusa keys</c> edits. It is read again when it was written; where it holds any, also revoked ones, callers need a key.
    /// </summary>
    /// <value>A path, absolute or from the working directory; default <c>data/keys.json</c>. A file that is not there holds no keys.</value>
    [Required]
    public string KeysFile { get; set; } = Gateway.KeysFile.DefaultPath;

    /// <summary>Whether callers without a key are served on addresses other than loopback's too: everybody who reaches the port may do everything.</summary>
    /// <value>Default false. Ignored where there are keys.</value>
    public bool AllowAnonymous { get; set; }

    /// <summary>The greatest number of WebSocket and MCP sessions at a time.</summary>
    /// <value>1 to 1,000,000; default 4,096.</value>
    [Range(1, 1_000_000)]
    public int MaxSessions { get; set; } = 4096;

    /// <summary>How long a new session waits for a place before it is refused with <c>CAPACITY_REACHED</c>.</summary>
    /// <value>0 to 60 s; default 8 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CapacityWait { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a refused socket is kept open for the client's first message, so that the client reads the error and not a bare close.</summary>
    /// <value>0 to 60 s; default 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RefusalLinger { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The greatest WebSocket message; a greater one closes its socket with 1009.</summary>
    /// <value>1 KiB to 1 GiB in bytes; default 16 MiB.</value>
    [Range(1 << 10, 1 << 30)]
    public int MaxMessageBytes { get; set; } = 16 << 20;

    /// <summary>The greatest request body; a greater one is refused with <c>too_large</c>.</summary>
    /// <value>1 KiB to 1 GiB in bytes; default 16 MiB.</value>
    [Range(1 << 10, 1 << 30)]
    public int MaxBodyBytes { get; set; } = 16 << 20;

    /// <summary>The greatest nesting of JSON; deeper is refused as invalid JSON.</summary>
    /// <value>8 to 512 levels; default 64.</value>
    [Range(8, 512)]
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>The greatest number of connections at a time, sockets included; more are closed at once.</summary>
    /// <value>1 to 10,000,000; default 16,384.</value>
    [Range(1, 10_000_000)]
    public int MaxConnections { get; set; } = 16_384;

    /// <summary>The greatest total size of a request's headers.</summary>
    /// <value>1 KiB to 1 MiB in bytes; default 32 KiB.</value>
    [Range(1 << 10, 1 << 20)]
    public int MaxHeaderBytes { get; set; } = 32 << 10;

    /// <summary>The greatest number of requests on one socket that wait while one runs; more close the socket with 1008.</summary>
    /// <value>1 to 1,024; default 16.</value>
    [Range(1, 1024)]
    public int MaxWaitingRequests { get; set; } = 16;

    /// <summary>The greatest number of requests on one socket of the native API that are not answered yet; a list of steps counts as many as it has. Beyond it nothing is read.</summary>
    /// <value>1 to 65,536; default 1,024.</value>
    [Range(1, 65_536)]
    public int MaxSocketRequests { get; set; } = 1024;

    /// <summary>How long a reply may take to leave: a client that does not read for so long is dropped.</summary>
    /// <value>0.1 s to 10 min; default 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a step may take before the answer is "outcome unknown".</summary>
    /// <value>0.1 s to 10 min; default 50 s, below the 60 s that stock clients wait.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StepDeadline { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long a plugin's code may take that runs outside an episode: a move of a baseline's policy, the state before the first reset, a description.</summary>
    /// <value>0.1 s to 10 min; default 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PluginCallLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an idle socket is pinged.</summary>
    /// <value>1 s to 1 h; default 20 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a socket that does not answer pings is kept.</summary>
    /// <value>1 s to 24 h; default 30 min, the time a slow policy may think with a client that answers pings only while it reads.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long the episode of a socket that dropped is kept for a client that comes back to it. Ignored for sessions with a key, whose episodes stay, and for sockets
    /// that were closed, whose episodes are closed at once.
    /// </summary>
    /// <value>0 to 24 h; default 60 s. It begins anew with each step that is taken meanwhile.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SocketGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an MCP session over HTTP is kept without a request.</summary>
    /// <value>1 s to 7 d; default 30 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan McpIdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long sessions get to end when the server stops.</summary>
    /// <value>0 to 10 min; default 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What a request does that arrives on a socket before the reply to the one before was sent: it supersedes that reply (false), or both are answered in order (true).
    /// </summary>
    /// <value>Default false: stock clients never pipeline, so such a client has given up on the first reply.</value>
    public bool AnswerPipelined { get; set; }

    /// <summary>The greatest number of episodes that the OpenEnv HTTP routes remember by the caller's label.</summary>
    /// <value>1 to 1,000,000; default 4,096, the oldest is forgotten first.</value>
    [Range(1, 1_000_000)]
    public int MaxHttpEpisodes { get; set; } = 4096;
}
