namespace Medusa.Episodes.Tests;

public sealed class Exactly_once_over_sqlite_should : Exactly_once_should
{
    private readonly TemporaryDatabase database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }

    private protected override IEpisodeJournal Open() => database.Open();
}
