namespace Medusa.Episodes.Tests;

public sealed class Passivation_over_memory_should : Passivation_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
