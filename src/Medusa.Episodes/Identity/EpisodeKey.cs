namespace Medusa.Episodes;

/// <summary>What identifies an episode: another owner's episode of the same id is another episode.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Id">Its id within the owner.</param>
public readonly record struct EpisodeKey(Owner Owner, EpisodeId Id)
{
    /// <summary>The id's hash: ids rarely repeat among owners, so the owner would cost time and part nothing.</summary>
    public override int GetHashCode() => Id.Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(EpisodeKey other) => string.Equals(Id.Value, other.Id.Value, StringComparison.Ordinal) && string.Equals(Owner.Value, other.Owner.Value, StringComparison.Ordinal);
}
