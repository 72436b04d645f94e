namespace Medusa.Episodes.Tests;

public sealed class Verification_over_memory_should : Verification_should
{
    private protected override IEpisodeJournal Open() => new MemoryJournal(1_000);
}
