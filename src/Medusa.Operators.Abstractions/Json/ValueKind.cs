namespace Medusa.Operators.Abstractions;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind
{
    /// <summary>JSON null.</summary>
    Null = 0,

    /// <summary>A truth value.</summary>
    Boolean = 1,

    /// <summary>A signed 64-bit integer; written as digits.</summary>
    Integer = 2,

    /// <summary>An IEEE 754 double; written with a decimal point or an exponent.</summary>
    Number = 3,

    /// <summary>Unicode text.</summary>
    Text = 4,

    /// <summary>A list of values.</summary>
    List = 5,

    /// <summary>Named values in order: a <see cref="Record"/>.</summary>
    Record = 6,
}
