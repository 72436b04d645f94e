namespace Medusa.Episodes.Tests;

public sealed class Fork_requests_over_sqlite_should : Fork_requests_should
{
    private readonly TemporaryDatabase database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }

    private protected override IEpisodeJournal Open() => database.Open();
}
