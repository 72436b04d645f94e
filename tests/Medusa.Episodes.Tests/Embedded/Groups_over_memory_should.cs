namespace Medusa.Episodes.Tests;

public sealed class Groups_over_memory_should : Groups_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
