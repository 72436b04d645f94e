namespace Medusa.Episodes.Tests;

public sealed class Verification_over_sqlite_should : Verification_should
{
    private readonly TemporaryDatabase database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }

    private protected override IEpisodeJournal Open() => database.Open();
}
