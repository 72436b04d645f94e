namespace Medusa.Operators.Abstractions;

/// <summary>The JSON type of a described field.</summary>
public enum FieldKind
{
    /// <summary>A string.</summary>
    Text = 0,

    /// <summary>An integer: digits only; <c>1.0</c> and <c>true</c> are none.</summary>
    Integer = 1,

    /// <summary>A finite number.</summary>
    Number = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 3,

    /// <summary>A list whose items <see cref="FieldDescriptor.Items"/> describes.</summary>
    List = 4,

    /// <summary>An object that <see cref="FieldDescriptor.Fields"/> describes; without it, any object.</summary>
    Object = 5,

    /// <summary>Any JSON value.</summary>
    Any = 6,
}
