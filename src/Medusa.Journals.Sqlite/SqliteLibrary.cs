using SQLitePCL;

namespace Medusa.Journals.Sqlite;

/// <summary>The native library. Every connection is used by one thread at a time, so SQLite need not lock each of its calls.</summary>
internal static class SqliteLibrary
{
    private static readonly bool IsStarted = Begin();

    /// <summary>Loads and configures the library, once.</summary>
    public static void Start() => _ = IsStarted;

    private static bool Begin()
    {
        Batteries_V2.Init();
        // Refused, and then without effect, where something else in the process has used the library before.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        // Counting the bytes that it allocates takes a lock that all connections share.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }
}
