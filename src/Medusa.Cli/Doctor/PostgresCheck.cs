using System.Globalization;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;

namespace Medusa.Cli.Doctor;

/// <summary>The journal in a PostgreSQL database: whether it answers, has the tables, may be written, and whose clock it has.</summary>
internal sealed class PostgresCheck(PostgresJournalOptions options, TimeProvider time) : Check("journal")
{
    /// <summary>Deadlines and retention compare times of both clocks.</summary>
    private static readonly TimeSpan GreatSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FarAway = TimeSpan.FromMilliseconds(20);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var condition = await PostgresCondition.ReadAsync(options, time, cancellation);
            return [TablesOf(condition), DistanceOf(condition), ClockOf(condition)];
        }
        catch (JournalStartException failure)
        {
            return [Problem(failure.Message, "See that PostgreSQL runs, that this machine reaches it, and that Medusa:Journal:ConnectionString names host, database, user and password.")];
        }
    }

    private Finding TablesOf(PostgresCondition condition) => condition switch
    {
        { IsReadOnly: true } => Problem($"PostgreSQL {condition.Server} takes no writes: it is a standby or read-only.", "Connect to the primary: Target Session Attributes=primary in the connection string."),
        { Schema: { } schema } when schema > condition.NeededSchema => Problem($"The database has schema {schema}, this version knows up to {condition.NeededSchema}.", "Update Medusa."),
        { MayWrite: false } => Problem("This user may not write the tables.", "Run 'medusa journal migrate --grant-to ROLE' as their owner."),
        { Schema: { } schema } when schema == condition.NeededSchema => Ok($"PostgreSQL {condition.Server} answers and has the present schema."),
        _ when !options.CreateSchema => Problem($"The database {Lacks(condition)}, and Medusa:Journal:CreateSchema is false.", "Run 'medusa journal migrate' as a user who may create tables."),
        { MayCreate: false } => Problem($"The database {Lacks(condition)}, and this user may not make it.", "Run 'medusa journal migrate --grant-to ROLE' as a user who may create tables."),
        _ => Ok($"PostgreSQL {condition.Server} answers; it {Lacks(condition)}, which the next start makes."),
    };

    private static string Lacks(PostgresCondition condition) =>
        condition.Schema is null or 0 ? "has no tables of Medusa's yet" : $"has schema {condition.Schema} of {condition.NeededSchema}";

    private Finding DistanceOf(PostgresCondition condition)
    {
        var time = condition.RoundTrip.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);
        return condition.RoundTrip > FarAway
            ? Warning($"A round trip to the database takes {time} ms, and every step waits for one.", "Run Medusa nearer to the database.")
            : Ok($"A round trip to the database takes {time} ms.");
    }

    private Finding ClockOf(PostgresCondition condition)
    {
        var skew = condition.ClockAhead.Duration();
        var text = $"The database's clock is {skew.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s {(condition.ClockAhead < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.";
        const string Cure = "Keep both clocks right, with NTP or chrony: retention and deadlines compare times of several machines.";
        return skew > GreatSkew ? Problem(text, Cure) : skew > SmallSkew ? Warning(text, Cure) : Ok(text);
    }
}
