using System.Net.Sockets;
using Npgsql;

namespace Medusa.Durability.Servers;

/// <summary>A PostgreSQL server of its own on a port of its own. PostgreSQL refuses to run as root; there it runs as the user <c>postgres</c>.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new("postgres");
    private readonly Machine machine;
    private readonly int port = FreePort.Next();
    private ChildProcess? process;
    private int databases;

    private PostgresServer(Machine machine) => this.machine = machine;

    private string Data => folder.File("data");

    /// <summary>Creates a database cluster and starts it.</summary>
    /// <param name="machine">Where; here by default. It trusts everybody whom it can reach without a router.</param>
    public static async Task<PostgresServer> StartAsync(Machine? machine = null)
    {
        if (!File.Exists($"{Programs}/initdb") || !File.Exists($"{Programs}/postgres"))
        {
            throw new FileNotFoundException($"{Programs}/postgres is missing: install the package postgresql-15.");
        }

        var server = new PostgresServer(machine ?? Machine.Local);
        try
        {
            await server.InitialiseAsync();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server after it ended, on its old port, and returns when it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        process?.Dispose();
        var (program, arguments) = AsPostgres($"{Programs}/postgres", "-D", Data, "-p", $"{port}", "-k", folder.Path, "-h", machine.Address, "-c", "max_connections=200");
        process = machine.Start(program, arguments, folder: folder.Path);
        await Eventually.HoldsAsync(AnswersAsync, Limit, "PostgreSQL takes connections", () => process.Output);
    }

    /// <summary>Stops at once, without a checkpoint: <c>pg_ctl stop -m immediate</c>.</summary>
    public Task StopImmediatelyAsync() => process!.EndAsync(Signal.Quit, Limit);

    /// <summary>Disconnects everybody, writes a checkpoint and stops: <c>pg_ctl stop -m fast</c>.</summary>
    public Task StopFastAsync() => process!.EndAsync(Signal.Interrupt, Limit);

    /// <summary>SIGSTOP to all of its processes: connections stay open and nobody answers.</summary>
    public void Suspend() => process!.SendToFamily(Signal.Stop);

    /// <summary>SIGCONT to all of its processes.</summary>
    public void Resume() => process!.SendToFamily(Signal.Continue);

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"medusa_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"create database {name}");
        return name;
    }

    /// <summary>The words with which a program connects to one of the databases.</summary>
    public string ConnectionString(string database) => $"Host={machine.Address};Port={port};Username=medusa;Database={database}";

    /// <summary>Ends the connections of others to a database.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<int> TerminateBackendsAsync(string database, double share)
    {
        var ended = await ExecuteAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{database}' and random() < {share.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        return Convert.ToInt32(ended, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process?.Dispose();
        folder.Dispose();
    }

    private static (string Program, IEnumerable<string> Arguments) AsPostgres(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments]) : (program, arguments);

    private async Task InitialiseAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder.Path);
        }

        var (program, arguments) = AsPostgres($"{Programs}/initdb", "-D", Data, "-U", "medusa", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await RunAsync(program, [.. arguments]);
        await File.AppendAllTextAsync($"{Data}/pg_hba.conf", "host all all samenet trust\n");
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = machine.Start(program, arguments, folder: folder.Path);
        await Eventually.HoldsAsync(() => process.HasExited, Limit, $"{program} ends");
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.Output}");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException($"PostgreSQL ended with {process.ExitCode}: {process.Output}");
        }

        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException)
        {
            return false;
        }
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
