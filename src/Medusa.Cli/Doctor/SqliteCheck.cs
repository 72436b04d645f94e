using System.Globalization;
using Medusa.Journals.Sqlite;

namespace Medusa.Cli.Doctor;

/// <summary>The journal in a SQLite file: whether it can be used, and the disk below it.</summary>
/// <param name="options">Which file.</param>
/// <param name="probe">Tries a folder's disk.</param>
internal sealed class SqliteCheck(SqliteJournalOptions options, Func<string, DiskProbe> probe) : Check("journal")
{
    private const long LittleRoom = 1L << 30;
    private const long NoRoom = 64L << 20;
    private const string OtherFile = "Choose another file (Medusa:Journal:Path), or keep nothing (Medusa:Journal:Kind=memory).";

    private static readonly TimeSpan SlowSync = TimeSpan.FromMilliseconds(50);

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var condition = SqliteCondition.Read(options);
            return Found([FileOf(condition), .. DiskOf(probe(Path.GetDirectoryName(condition.File)!))]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Found(Problem($"{Path.GetFullPath(options.Path)}: {failure.Message}", $"Give this user the right to read and write there. {OtherFile}"));
        }
    }

    private Finding FileOf(SqliteCondition condition) => condition switch
    {
        { Bytes: null } => Ok($"SQLite, {condition.File}: not there yet, the first start makes it."),
        { Schema: null } => Problem($"{condition.File} is no SQLite database.", OtherFile),
        { Schema: { } schema } when schema > condition.NeededSchema => Problem(
            $"{condition.File} has schema {schema}, this version knows up to {condition.NeededSchema}.", $"Update Medusa. {OtherFile}"),
        { IsInUse: true } => Ok($"SQLite, {condition.File}: {Size(condition.Bytes.Value)}, a server uses it now; another one needs another file."),
        { Schema: { } schema } when schema < condition.NeededSchema => Ok($"SQLite, {condition.File}: {Size(condition.Bytes.Value)}, schema {schema}; the next start brings it to {condition.NeededSchema}."),
        _ => MayWrite(condition.File),
    };

    private Finding MayWrite(string file)
    {
        using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        return Ok($"SQLite, {file}: {Size(opened.Length)}, the present schema.");
    }

    private IEnumerable<Finding> DiskOf(DiskProbe disk)
    {
        yield return disk.FreeBytes switch
        {
            < NoRoom => Problem($"{disk.Folder} has {Size(disk.FreeBytes)} left: steps will be refused when it is full.", "Make room, or choose another disk (Medusa:Journal:Path)."),
            < LittleRoom => Warning($"{disk.Folder} has {Size(disk.FreeBytes)} left.", "Make room, shorten Medusa:Retention, or choose another disk (Medusa:Journal:Path)."),
            _ => Ok($"{disk.Folder} has {Size(disk.FreeBytes)} left."),
        };
        var sync = disk.Sync.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        yield return disk.Sync > SlowSync
            ? Warning($"Getting 16 KiB onto this disk takes {sync} ms, and every step waits for such a write.", "Choose a faster disk; network file systems are slow and may not keep SQLite's locks.")
            : Ok($"Getting 16 KiB onto this disk takes {sync} ms.");
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
