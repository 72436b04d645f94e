namespace Medusa.Episodes.Tests;

public sealed class Fork_requests_over_memory_should : Fork_requests_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
