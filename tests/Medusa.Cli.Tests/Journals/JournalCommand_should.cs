namespace Medusa.Cli.Tests.Journals;

public sealed class JournalCommand_should
{
    [Theory]
    [InlineData(3, "PostgreSQL", "--Medusa:Journal:Kind=sqlite")]
    [InlineData(3, "ConnectionString", "--Medusa:Journal:Kind=postgresql")]
    [InlineData(3, "127.0.0.1:1", "--Medusa:Journal:Kind=postgresql", "--Medusa:Journal:ConnectionString=Host=127.0.0.1;Port=1;Username=medusa", "--Medusa:Journal:StartWait=00:00:00")]
    [InlineData(2, "bogus", "bogus")]
    public async Task Refuse_to_migrate_with_one_line(int exitCode, string named, params string[] arguments) =>
        (await CommandRun.OfAsync(["journal", "migrate", .. arguments])).AssertRefused(exitCode, named);
}
