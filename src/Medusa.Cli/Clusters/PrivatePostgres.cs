using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Medusa.Cli.Clusters;

/// <summary>A PostgreSQL server in a temporary folder, on a free port of loopback, with a password of its own. Both are gone afterwards.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "medusa";
    private readonly PostgresPrograms programs;
    private readonly string folder;

    private PrivatePostgres(PostgresPrograms programs, string folder) => (this.programs, this.folder) = (programs, folder);

    /// <summary>How a node reaches it.</summary>
    internal string ConnectionString { get; private set; } = string.Empty;

    private string Data => Path.Combine(folder, "data");

    /// <summary>Creates the server and starts it.</summary>
    /// <param name="parent">Where its folder is made; null takes the system's temporary folder.</param>
    /// <param name="cancellation">Gives up between the steps.</param>
    /// <exception cref="CommandException">It cannot be created or started.</exception>
    internal static async Task<PrivatePostgres> StartAsync(string? parent, CancellationToken cancellation)
    {
        var programs = PostgresPrograms.Find();
        var folder = Path.Combine(Path.GetFullPath(parent ?? Path.GetTempPath()), $"medusa-postgres-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var server = new PrivatePostgres(programs, folder);
        try
        {
            await server.CreateAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await programs.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "fast", "-w");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var (secret, password) = (Path.Combine(folder, "password"), RandomNumberGenerator.GetHexString(32, lowercase: true));
        await File.WriteAllTextAsync(secret, password, cancellation);
        await programs.OwnAsync(folder);
        await programs.RunAsync("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync");
        cancellation.ThrowIfCancellationRequested();
        var port = FreePort();
        // pg_ctl gives the server a session of its own: Ctrl-C reaches the nodes first, and the journal is there until they have ended.
        await programs.RunAsync("pg_ctl", "start", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-o", $"-p {port} -h 127.0.0.1 -k '' -c max_connections=300");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username={User};Password={password};Database=postgres";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
