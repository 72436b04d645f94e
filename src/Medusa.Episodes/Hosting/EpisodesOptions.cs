using System.ComponentModel.DataAnnotations;

namespace Medusa.Episodes;

/// <summary>The episode engine's configuration, section <c>Medusa</c>. Wrong values stop the start.</summary>
public sealed class EpisodesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Medusa";

    /// <summary>The folder that holds one folder for each plugin.</summary>
    /// <value>A path, relative to the executable's folder or absolute. Default: <c>plugins</c>. A folder that does not exist offers no plugin.</value>
    [Required]
    public string PluginsPath { get; set; } = "plugins";

    /// <summary>The folder of environment files (<c>*.json</c>), each composing an environment from parts of plugins.</summary>
    /// <value>A path, relative to the executable's folder or absolute. Default: <c>environments</c>. A folder that does not exist composes nothing.</value>
    [Required]
    public string EnvironmentsPath { get; set; } = "environments";

    /// <summary>The plugins that may be loaded.</summary>
    /// <value>Each entry an <c>id</c>, an <c>id@version</c> or a plugin's SHA-256 as <c>GET /v1/plugins</c> shows it. Default: none, which allows all.</value>
    public IList<string> PluginAllowList { get; init; } = [];

    /// <summary>How long a plugin may take to register.</summary>
    /// <value>100 milliseconds to 10 minutes. Default: 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan LoadTimeout { get; set; } = PluginLoader.DefaultTimeout;

    /// <summary>How long a plugin that was let go of may take to leave memory before it counts as leaked.</summary>
    /// <value>1 second to 1 hour. Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan UnloadGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Environments without which the server is not ready. It starts and answers all the same: what is missing may come with a reload.</summary>
    /// <value>Names, or <c>name@version</c>. Default: none. Their plugins are never quarantined: readiness turns false instead.</value>
    public IList<string> RequiredEnvironments { get; init; } = [];

    /// <summary>The greatest number of rows of a table, whether a caller asks for them or an operator makes them.</summary>
    /// <value>1 to 1,000,000 rows. Default: 100,000.</value>
    [Range(1, 1_000_000)]
    public int MaxRows { get; set; } = 100_000;

    /// <summary>The greatest size of a table, counted as its digest reads it.</summary>
    /// <value>1,024 bytes to 1 TiB. Default: 256 MiB. An operator that makes more faults.</value>
    [Range(1_024, 1L << 40)]
    public long MaxTableBytes { get; set; } = 256L << 20;

    /// <summary>The greatest size of a step result.</summary>
    /// <value>1,024 bytes to 1 GiB. Default: 4 MiB. A step whose observation makes more faults.</value>
    [Range(1_024, 1 << 30)]
    public int MaxReplyBytes { get; set; } = 4 << 20;

    /// <summary>How many table rows live episodes may hold together, beside those that kept scenarios share.</summary>
    /// <value>1,000 to 10,000,000,000 rows. Default: 50,000,000. Beyond it, what would add rows is refused as <c>overloaded</c> once ended episodes are passivated.</value>
    [Range(1_000, 10_000_000_000)]
    public long MaxRowsHeld { get; set; } = 50_000_000;

    /// <summary>How many threads run plugin code.</summary>
    /// <value>1 to 1,024. Default: the number of processors.</value>
    [Range(1, 1_024)]
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>How many threads may be held by plugin code that does not return before they are no longer replaced.</summary>
    /// <value>0 to 1,024. Default: 16.</value>
    [Range(0, 1_024)]
    public int MaxLostWorkers { get; set; } = 16;

    /// <summary>How long a request's plugin code may run: a step, a scenario, a query.</summary>
    /// <value>10 milliseconds to 10 minutes. Default: 5 seconds. Folding a journal again gets ten times as much.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan StepBudget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What is added to <see cref="StepBudget"/> for each row of the episode's tables.</summary>
    /// <value>0 to 1 second. Default: 20 microseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan StepBudgetPerRow { get; set; } = TimeSpan.FromMicroseconds(20);

    /// <summary>How many episodes may be in memory; beyond that, new ones are refused as <c>overloaded</c> once those that have ended are passivated.</summary>
    /// <value>1 to 10,000,000. Default: 65,536.</value>
    [Range(1, 10_000_000)]
    public int MaxLiveEpisodes { get; set; } = 65_536;

    /// <summary>How many requests may wait for one episode; further ones are refused as <c>overloaded</c>.</summary>
    /// <value>1 to 65,536. Default: 64.</value>
    [Range(1, 65_536)]
    public int MailboxCapacity { get; set; } = 64;

    /// <summary>After how long without a request an episode leaves memory; the journal brings it back on the next one.</summary>
    /// <value>1 second to 7 days. Default: 30 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an episode that has ended or was closed is kept for grading, export and repeated answers.</summary>
    /// <value>1 second to 365 days. Default: 1 hour. The memory journal may need the room earlier: <see cref="MaxRetainedEpisodes"/>.</value>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an episode that still runs is kept after its last event.</summary>
    /// <value>1 second to 365 days. Default: 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many episodes the memory journal keeps. Ignored with another journal.</summary>
    /// <value>1 to 10,000,000. Default: 100,000.</value>
    [Range(1, 10_000_000)]
    public int MaxRetainedEpisodes { get; set; } = 100_000;

    /// <summary>How many scenarios are kept for episodes that ask for the same one again.</summary>
    /// <value>0 to 1,000,000; 0 keeps none. Default: 1,024.</value>
    [Range(0, 1_000_000)]
    public int ScenarioCacheEntries { get; set; } = 1_024;

    /// <summary>How many table rows the kept scenarios may hold together.</summary>
    /// <value>0 to 1,000,000,000 rows. Default: 4,000,000. A scenario with more is not kept.</value>
    [Range(0, 1_000_000_000)]
    public long ScenarioCacheRows { get; set; } = 4_000_000;

    /// <summary>How many invalid actions in a row end an episode that refuses them (<see cref="InvalidActionMode.Error"/>).</summary>
    /// <value>1 to 1,000,000. Default: 50.</value>
    [Range(1, 1_000_000)]
    public int InvalidActionLimit { get; set; } = 50;

    /// <summary>The greatest page of table rows.</summary>
    /// <value>1 to 100,000 rows. Default: 10,000.</value>
    [Range(1, 100_000)]
    public int MaxPageRows { get; set; } = 10_000;

    /// <summary>Whether an episode may only be refolded by the very plugin bytes that ran it.</summary>
    /// <value>Default: false: other bytes of the same environment version may, checked by digest.</value>
    public bool RequireSameBytes { get; set; }

    /// <summary>How this process is called in summaries and logs.</summary>
    /// <value>Default: the machine's name.</value>
    [Required]
    public string Node { get; set; } = Environment.MachineName;
}
