namespace Medusa.Cli.Doctor;

/// <summary>What checks have in common: their name in every finding.</summary>
/// <param name="name">A word or two for what is looked at.</param>
internal abstract class Check(string name) : ICheck
{
    public string Name { get; } = name;

    public abstract Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation);

    protected static Task<IReadOnlyList<Finding>> Found(params IReadOnlyList<Finding> findings) => Task.FromResult(findings);

    protected Finding Ok(string text) => new(Name, Level.Ok, text);

    protected Finding Warning(string text, string cure) => new(Name, Level.Warning, text, cure);

    protected Finding Problem(string text, string cure) => new(Name, Level.Problem, text, cure);
}
