using System.ComponentModel.DataAnnotations;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using Medusa.Journals.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway;

/// <summary>
/// What a server would be started with, read and checked as <see cref="MedusaGateway.Build"/> does, without starting one: no journal is opened, no plugin is loaded and
/// nothing listens. Where <see cref="MedusaGateway.Build"/> ends at the first problem, this gathers them all.
/// </summary>
public sealed class ServerSettings
{
    private readonly List<string> problems = [];

    private ServerSettings()
    {
    }

    /// <summary>Why a server would not start, a line each; empty where it would.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The gateway's settings; null where they are not usable.</summary>
    public GatewayOptions? Gateway { get; private set; }

    /// <summary>The episodes' settings; null where they are not usable.</summary>
    public EpisodesOptions? Episodes { get; private set; }

    /// <summary>Which engine; null where the setting is not usable.</summary>
    public EngineOptions? Engine { get; private set; }

    /// <summary>The SQLite journal's settings; null where they are not usable or another kind is chosen.</summary>
    public SqliteJournalOptions? Sqlite { get; private set; }

    /// <summary>The PostgreSQL journal's settings; null where they are not usable or another kind is chosen.</summary>
    public PostgresJournalOptions? PostgreSql { get; private set; }

    /// <summary>The file of API keys, absolute or from the working directory; it need not be there.</summary>
    public string KeysFile { get; private set; } = global::Medusa.Gateway.KeysFile.DefaultPath;

    /// <summary>Whether episodes are kept in memory only.</summary>
    public bool KeepsNothing { get; private set; }

    /// <summary>Reads the settings from the files, variables and arguments that a server would read.</summary>
    /// <param name="arguments">What the host was told.</param>
    public static ServerSettings Read(GatewayArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var settings = new ServerSettings();
        if (settings.Try(() => MedusaGateway.Builder(arguments).Configuration) is { } configuration)
        {
            settings.ReadSections(configuration, arguments);
        }

        return settings;
    }

    private void ReadSections(IConfiguration configuration, GatewayArguments arguments)
    {
        KeysFile = configuration[$"{GatewayOptions.Section}:{nameof(KeysFile)}"] ?? KeysFile;
        // The readers below say several problems of a section in one line; here each gets its own.
        Gateway = Bind<GatewayOptions>(configuration, GatewayOptions.Section) is null ? null : Try(() => GatewayOptionsReader.Read(configuration, arguments));
        Episodes = Bind<EpisodesOptions>(configuration, EpisodesOptions.Section);
        if (Bind<WebOptions>(configuration, WebOptions.Section) is not null)
        {
            Try(() => WebOptionsReader.Read(configuration));
        }

        Bind<LimitOptions>(configuration, LimitOptions.Section);
        Bind<HttpOptions>(configuration, HttpOptions.Section);
        if (Bind<TelemetryOptions>(configuration, TelemetryOptions.Section) is not null)
        {
            Try(() => TelemetryOptionsReader.Read(configuration));
        }

        Engine = Try(() => EngineOptions.Read(configuration));
        if (Engine is not null)
        {
            Try(() => new ServiceCollection().AddMedusaEngine(configuration));
        }

        ReadJournal(configuration);
    }

    private void ReadJournal(IConfiguration configuration)
    {
        switch (Bind<JournalOptions>(configuration, JournalOptions.Section)?.Kind)
        {
            case JournalKind.Sqlite:
                Sqlite = Bind<SqliteJournalOptions>(configuration, JournalOptions.Section);
                break;
            case JournalKind.PostgreSql:
                PostgreSql = Bind<PostgresJournalOptions>(configuration, JournalOptions.Section);
                break;
            case JournalKind.Memory:
                KeepsNothing = true;
                break;
            default:
                break;
        }
    }

    private T? Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        var before = problems.Count;
        // One by one: binding the section ends at the first value that cannot be read.
        foreach (var property in typeof(T).GetProperties().Where(property => property.CanWrite && configuration.GetSection($"{section}:{property.Name}").Exists()))
        {
            try
            {
                property.SetValue(options, configuration.GetSection($"{section}:{property.Name}").Get(property.PropertyType) ?? property.GetValue(options));
            }
            catch (InvalidOperationException malformed)
            {
                Add($"{malformed.Message} {malformed.InnerException?.Message}");
            }
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        results.ForEach(result => Add($"{section}: {result.ErrorMessage}"));
        return problems.Count == before ? options : null;
    }

    private T? Try<T>(Func<T> read)
        where T : class?
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is GatewayStartException or EngineStartException or InvalidOperationException)
        {
            Add(problem.Message);
        }
        catch (InvalidDataException malformed)
        {
            // A file that is no JSON; only the inner message says where.
            Add($"{malformed.Message} {malformed.InnerException?.Message}");
        }

        return null;
    }

    private void Add(string problem)
    {
        var line = problem.ReplaceLineEndings(" ").Trim();
        if (!problems.Contains(line))
        {
            problems.Add(line);
        }
    }
}
