using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The kinds of marks, common to both versions; each version finds them by its own rules.</summary>
public static class MedusaMarks
{
    /// <summary>The cell's key is NULL.</summary>
    public const string NullKey = "null_key";

    /// <summary>The cell's key would change by cleaning.</summary>
    public const string DirtyKey = "dirty_key";

    /// <summary>A later row has the same key, or is the same row of Bronze A.</summary>
    public const string DuplicateKey = "duplicate_key";

    /// <summary>The row is a true orphan.</summary>
    public const string Orphan = "orphan";

    /// <summary>The column drifted in.</summary>
    public const string NewColumn = "new_column";

    /// <summary>All of them, as legends list them.</summary>
    public static ImmutableArray<MarkDescriptor> Kinds { get; } =
    [
        new(NullKey, "NULL key", "The key is NULL: it matches nothing."),
        new(DirtyKey, "Dirty key", "Cleaning would change the key: it has white space around it, or spells out a NULL."),
        new(DuplicateKey, "Duplicate", "A later row has the same key as this one, where keys shall be unique, or is the same row of Bronze A."),
        new(Orphan, "Orphan", "Even cleaned, the key has no equal among source B's: the row belongs into quarantine."),
        new(NewColumn, "New column", "The column came by drift: Silver has it only once EVOLVE_SCHEMA registered it."),
    ];
}
