using Medusa.Episodes;
using Medusa.Gateway;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Doctor;

/// <summary>Which checks a machine gets: what needs a setting that cannot be read is left out, the configuration's check names the reason.</summary>
internal static class Checks
{
    internal static IEnumerable<ICheck> Of(ServerSettings settings, Uri? server)
    {
        yield return new RuntimeCheck(Environment.GetEnvironmentVariable("PATH"));
        yield return new MemoryCheck(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        yield return new ConfigurationCheck(settings);
        if (settings.Gateway is { } gateway)
        {
            yield return new PortCheck(gateway);
            yield return new FileLimitCheck(gateway);
        }

        yield return new KeysFileCheck(settings.KeysFile);
        if (Journal(settings) is { } journal)
        {
            yield return journal;
        }

        if (settings.Engine is { } engine)
        {
            yield return new EngineCheck(engine);
        }

        if (settings.Episodes is { } episodes)
        {
            yield return new InstalledPluginsCheck(episodes, settings.Gateway);
        }

        yield return new ProxyCheck(Environment.GetEnvironmentVariable);
        if (server is not null)
        {
            yield return new ServerCheck(server, Installed(settings));
        }
    }

    private static ICheck? Journal(ServerSettings settings) => settings switch
    {
        { Sqlite: { } sqlite } => new SqliteCheck(sqlite, DiskProbe.Of),
        { PostgreSql: { } postgres } => new PostgresCheck(postgres, TimeProvider.System),
        { KeepsNothing: true } => new MemoryJournalCheck(),
        _ => null,
    };

    private static Dictionary<string, string> Installed(ServerSettings settings)
    {
        using var catalogue = PluginCatalogue.Load(settings.Episodes ?? new EpisodesOptions(), NullLogger.Instance);
        return catalogue.Environments.ToDictionary(environment => environment.Definition.Name, environment => environment.Definition.Version, StringComparer.OrdinalIgnoreCase);
    }
}
