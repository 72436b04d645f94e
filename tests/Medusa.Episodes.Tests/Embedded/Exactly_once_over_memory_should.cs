namespace Medusa.Episodes.Tests;

public sealed class Exactly_once_over_memory_should : Exactly_once_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
