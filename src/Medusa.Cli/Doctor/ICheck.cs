namespace Medusa.Cli.Doctor;

/// <summary>Looks at one thing. Leaves nothing behind on disk, in databases and on servers.</summary>
internal interface ICheck
{
    /// <summary>A word or two for what is looked at.</summary>
    string Name { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was found; empty where the check does not apply.</returns>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation);
}
