namespace Medusa.Episodes;

/// <summary>Whose an episode is: the id of an API key, or <see cref="Anonymous"/> where the server runs without keys. Never the key itself.</summary>
/// <param name="Value">The key's id.</param>
public readonly record struct Owner(string Value)
{
    /// <summary>The owner of every episode on a server without keys.</summary>
    public static Owner Anonymous { get; } = new("anonymous");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
