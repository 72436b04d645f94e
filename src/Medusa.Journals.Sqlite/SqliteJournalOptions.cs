using System.ComponentModel.DataAnnotations;

namespace Medusa.Journals.Sqlite;

/// <summary>The SQLite journal's settings, section <c>Medusa:Journal</c> of the configuration.</summary>
public sealed class SqliteJournalOptions
{
    /// <summary>The database file. Its folder is made where it is missing.</summary>
    /// <value>A path, absolute or relative to the working directory. Default: <c>data/medusa.db</c>.</value>
    [Required]
    public string Path { get; set; } = "data/medusa.db";

    /// <summary>How many events may share a transaction.</summary>
    /// <value>1 to 65,536. Default: 1,024.</value>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 1_024;

    /// <summary>How far the write-ahead log may grow before it is moved into the database file.</summary>
    /// <value>100 to 1,000,000 pages of 8 KiB. Default: 4,096, which is 32 MiB.</value>
    [Range(100, 1_000_000)]
    public int CheckpointPages { get; set; } = 4_096;
}
