namespace Medusa.Operators.Abstractions;

/// <summary>The type of a column's values. A column keeps its declared type even when every value is NULL.</summary>
public enum ColumnType
{
    /// <summary>Unicode text, dictionary-encoded: see <see cref="TextColumn"/>.</summary>
    Text = 0,

    /// <summary>IEEE 754 doubles: <see cref="Column{T}"/> of <see cref="double"/>.</summary>
    Number = 1,

    /// <summary>Signed 64-bit integers: <see cref="Column{T}"/> of <see cref="long"/>.</summary>
    Integer = 2,

    /// <summary>Truth values: <see cref="Column{T}"/> of <see cref="bool"/>.</summary>
    Boolean = 3,

    /// <summary>UTC instants: <see cref="Column{T}"/> of <see cref="DateTime"/>.</summary>
    Timestamp = 4,
}
