namespace Medusa.Episodes.Tests;

public sealed class Forks_over_memory_should : Forks_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
