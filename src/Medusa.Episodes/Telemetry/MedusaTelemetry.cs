using System.Diagnostics;

namespace Medusa.Episodes;

/// <summary>The names under which Medusa's meters and spans are found, and the source of its spans. Who wants them listens; nobody who does not pays.</summary>
public static class MedusaTelemetry
{
    /// <summary>The source of all spans.</summary>
    public const string SpanSource = "Medusa";

    /// <summary>The meter of episodes and plugins.</summary>
    public const string EpisodesMeter = "Medusa.Episodes";

    /// <summary>The meter of the SQLite journal.</summary>
    public const string SqliteMeter = "Medusa.Journals.Sqlite";

    /// <summary>The meter of the PostgreSQL journal.</summary>
    public const string PostgreSqlMeter = "Medusa.Journals.PostgreSql";

    /// <summary>The meter of requests, sockets and sessions.</summary>
    public const string GatewayMeter = "Medusa.Gateway";

    /// <summary>The meter of the cluster engine.</summary>
    public const string ActorsMeter = "Medusa.Actors";

    /// <summary>Makes spans.</summary>
    public static ActivitySource Spans { get; } = new(SpanSource);
}
