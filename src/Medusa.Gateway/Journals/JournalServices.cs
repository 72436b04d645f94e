using System.ComponentModel.DataAnnotations;
using Medusa.Episodes;
using Medusa.Journals.PostgreSql;
using Medusa.Journals.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary>Opens the journal that the configuration names.</summary>
internal static class JournalServices
{
    /// <summary>Adds the journal. It is opened when it is first asked for, at the start.</summary>
    /// <param name="services">Where to.</param>
    public static void Add(IServiceCollection services) => services.TryAddSingleton(Open);

    private static IEpisodeJournal Open(IServiceProvider provider)
    {
        var section = provider.GetRequiredService<IConfiguration>().GetSection(JournalOptions.Section);
        var time = provider.GetRequiredService<TimeProvider>();
        var memory = new MemoryJournal(provider.GetRequiredService<IOptions<EpisodesOptions>>().Value.MaxRetainedEpisodes);
        try
        {
            return Read<JournalOptions>(section).Kind switch
            {
                JournalKind.Memory => memory,
                JournalKind.PostgreSql => new JournalByDurability(PostgresJournal.OpenAsync(Read<PostgresJournalOptions>(section), time).GetAwaiter().GetResult(), memory),
                _ => new JournalByDurability(SqliteJournal.Open(Read<SqliteJournalOptions>(section), time), memory),
            };
        }
        catch (JournalStartException error)
        {
            throw new GatewayStartException(error.Message, error);
        }
    }

    /// <summary>Reads and checks one of the journals' settings.</summary>
    /// <param name="section">The journal's section.</param>
    /// <exception cref="GatewayStartException">A value is missing, malformed or out of range.</exception>
    public static T Read<T>(IConfigurationSection section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new GatewayStartException($"{error.Message} {error.InnerException?.Message}".Trim(), error);
        }

        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? options
            : throw new GatewayStartException($"{JournalOptions.Section}: {string.Join(" ", results.Select(result => result.ErrorMessage))}");
    }
}
