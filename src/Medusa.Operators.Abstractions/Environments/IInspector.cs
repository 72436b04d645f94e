using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Points out what is worth seeing in the tables, for people who look at an episode: never part of the state, of its digest or of what an agent is told.
/// Pure; called concurrently, and again for each page of rows that somebody looks at: keep what takes a pass over a table beside that table, by
/// <see cref="Table.Derive{TResult}(Derivation{Table, TResult})"/>.
/// </summary>
public interface IInspector
{
    /// <summary>The kinds of marks, in the order in which legends list them.</summary>
    ImmutableArray<MarkDescriptor> Kinds { get; }

    /// <summary>The marks of one table.</summary>
    /// <param name="state">Any state of the environment, also the one before its first reset.</param>
    /// <param name="table">The name of one of the state's tables.</param>
    /// <returns>The marks: declared kinds, rows and columns that the table has. Marks of one kind may come in several parts; none where there is nothing to point out.</returns>
    ImmutableArray<TableMark> Inspect(EpisodeState state, string table);
}
