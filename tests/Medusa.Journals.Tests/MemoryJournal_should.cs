using Medusa.Episodes;

namespace Medusa.Journals.Tests;

public sealed class MemoryJournal_should : Journal_should
{
    protected override Task<IEpisodeJournal> OpenAsync() => Task.FromResult<IEpisodeJournal>(new MemoryJournal(1_000));
}
