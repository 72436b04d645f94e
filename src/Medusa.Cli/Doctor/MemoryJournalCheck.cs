namespace Medusa.Cli.Doctor;

/// <summary>A journal that keeps nothing.</summary>
internal sealed class MemoryJournalCheck() : Check("journal")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) =>
        Found(Warning("In memory: when the server ends, its episodes are gone.", "For episodes that outlive the server: Medusa:Journal:Kind=sqlite or postgresql."));
}
