using System.ComponentModel.DataAnnotations;

namespace Medusa.Journals.PostgreSql;

/// <summary>The PostgreSQL journal's settings, section <c>Medusa:Journal</c> of the configuration.</summary>
public sealed class PostgresJournalOptions
{
    /// <summary>How to reach the database, as Npgsql reads it.</summary>
    /// <value>Such as <c>Host=db;Database=medusa;Username=medusa;Password=…</c>. No default: the start is refused without it.</value>
    [Required(ErrorMessage = "Medusa:Journal:ConnectionString is missing: it says how to reach PostgreSQL, such as Host=db;Database=medusa;Username=medusa.")]
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Whether other processes use the same database. Then reads look at the stored head first, and volatile episodes are refused.</summary>
    /// <value>Default: true. False is only right where one process owns all episodes.</value>
    public bool Shared { get; set; } = true;

    /// <summary>
    /// Whether the start makes and migrates the tables. False for a database user who may not: then somebody who may runs <c>medusa journal migrate</c>, and a start
    /// that does not find the present schema waits for it as long as <see cref="StartWait"/> and is refused.
    /// </summary>
    /// <value>Default: true.</value>
    public bool CreateSchema { get; set; } = true;

    /// <summary>How many connections commit side by side. One gathers the greatest batches; more help where the database is far away.</summary>
    /// <value>1 to 64. Default: 1.</value>
    [Range(1, 64)]
    public int Writers { get; set; } = 1;

    /// <summary>How many events may share a transaction.</summary>
    /// <value>1 to 65,536. Default: 512.</value>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 512;

    /// <summary>How long a statement may take before its outcome counts as unknown.</summary>
    /// <value>1 second to 10 minutes. Default: 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for a database that does not answer yet, or for a schema that somebody else shall make.</summary>
    /// <value>0 to 1 hour. Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartWait { get; set; } = TimeSpan.FromSeconds(30);
}
