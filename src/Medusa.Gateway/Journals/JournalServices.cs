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
        var configuration = provider.GetRequiredService<IConfiguration>();
        var time = provider.GetRequiredService<TimeProvider>();
        var memory = new MemoryJournal(provider.GetRequiredService<IOptions<EpisodesOptions>>().Value.MaxRetainedEpisodes);
        try
        {
            return OptionsSection.Read<JournalOptions>(configuration, JournalOptions.Section).Kind switch
            {
                JournalKind.Memory => memory,
                JournalKind.PostgreSql => new JournalByDurability(PostgresJournal.OpenAsync(OptionsSection.Read<PostgresJournalOptions>(configuration, JournalOptions.Section), time).GetAwaiter().GetResult(), memory),
                _ => new JournalByDurability(SqliteJournal.Open(OptionsSection.Read<SqliteJournalOptions>(configuration, JournalOptions.Section), time), memory),
            };
        }
        catch (JournalStartException error)
        {
            throw new GatewayStartException(error.Message, error);
        }
    }
}
