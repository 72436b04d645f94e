using System.Diagnostics;

namespace Medusa.Cli.Clusters;

/// <summary>PostgreSQL's programs on this machine, and who may run them: PostgreSQL refuses to run as root, so there it runs as <c>postgres</c> or <c>nobody</c>.</summary>
/// <param name="Folder">The folder that holds <c>initdb</c> and <c>pg_ctl</c>.</param>
internal sealed record PostgresPrograms(string Folder)
{
    private const string Installations = "/usr/lib/postgresql";

    /// <summary>Finds the newest installation, or the one in PATH.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static PostgresPrograms Find()
    {
        var installed = Directory.Exists(Installations) ? Directory.GetDirectories(Installations).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin")) : [];
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var folder = installed.Concat(inPath).FirstOrDefault(folder => Has(folder, "initdb") && Has(folder, "pg_ctl"));
        return folder is null
            ? throw new CommandException(ExitCode.Server, $"a cluster needs PostgreSQL: install it (initdb and pg_ctl are neither below {Installations} nor in PATH), or name a database in MEDUSA_POSTGRES.")
            : new PostgresPrograms(folder);
    }

    /// <summary>Gives a folder to the user that PostgreSQL runs as.</summary>
    /// <param name="folder">A folder with its files.</param>
    internal async Task OwnAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            var (user, group) = Account();
            await ExecuteAsync("chown", ["-R", $"{user}:{group}", folder]);
        }
    }

    /// <summary>Runs one of the programs to its end.</summary>
    /// <exception cref="CommandException">It failed; the message is what it said last.</exception>
    internal Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        if (!Environment.IsPrivilegedProcess)
        {
            return ExecuteAsync(path, arguments);
        }

        var (user, group) = Account();
        return ExecuteAsync("setpriv", [$"--reuid={user}", $"--regid={group}", "--clear-groups", path, .. arguments]);
    }

    private static async Task ExecuteAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            var last = string.Concat(said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
            throw new CommandException(ExitCode.Server, $"PostgreSQL cannot be started ({program} ended with {process.ExitCode}): {last}");
        }
    }

    /// <summary>The numbers of the user and its group.</summary>
    private static (string User, string Group) Account()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToArray();
        var account = Array.Find(accounts, fields => fields[0] == "postgres") ?? Array.Find(accounts, fields => fields[0] == "nobody");
        return account is null
            ? throw new CommandException(ExitCode.Server, "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody: run this as another user, or name a database in MEDUSA_POSTGRES.")
            : (account[2], account[3]);
    }

    private static bool Has(string folder, string program) => File.Exists(Path.Combine(folder, program));

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
