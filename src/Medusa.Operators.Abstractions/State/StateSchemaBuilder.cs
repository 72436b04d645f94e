namespace Medusa.Operators.Abstractions;

/// <summary>Names the tables and scalars of an environment's state, once, in static fields.</summary>
public sealed class StateSchemaBuilder
{
    private readonly List<string> tables = [];
    private readonly List<(string Name, Type Type, Value Default)> scalars = [];

    /// <summary>Adds a table, empty at first.</summary>
    /// <param name="name">A name that is not yet used among the tables.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TableKey Table(string name)
    {
        if (tables.Contains(name))
        {
            throw new ArgumentException($"Two tables are named '{name}'.", nameof(name));
        }

        tables.Add(name);
        return new TableKey(tables.Count - 1, name);
    }

    /// <summary>Adds a scalar.</summary>
    /// <typeparam name="T"><see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or <see cref="Value"/>.</typeparam>
    /// <param name="name">A name that is not yet used among the scalars.</param>
    /// <param name="initial">The value before a scenario sets another.</param>
    /// <exception cref="ArgumentException">The name is taken, or the initial value is not of the scalar's type.</exception>
    /// <exception cref="NotSupportedException">No state holds scalars of that type.</exception>
    public ScalarKey<T> Scalar<T>(string name, Value initial)
    {
        if (!Fits<T>(initial.Kind))
        {
            throw new ArgumentException($"The scalar '{name}' of type {typeof(T).Name} cannot begin as {initial}.", nameof(initial));
        }

        if (scalars.Any(scalar => scalar.Name == name))
        {
            throw new ArgumentException($"Two scalars are named '{name}'.", nameof(name));
        }

        scalars.Add((name, typeof(T), initial));
        return new ScalarKey<T>(scalars.Count - 1, name);
    }

    /// <summary>The schema of everything added. Nothing may be added afterwards.</summary>
    public StateSchema Build() => new([.. tables], [.. scalars]);

    private static bool Fits<T>(ValueKind kind) =>
        typeof(T) == typeof(bool) ? kind == ValueKind.Boolean
        : typeof(T) == typeof(long) ? kind == ValueKind.Integer
        : typeof(T) == typeof(double) ? kind is ValueKind.Number or ValueKind.Integer
        : typeof(T) == typeof(string) ? kind is ValueKind.Text or ValueKind.Null
        : typeof(T) == typeof(Value) ? true
        : throw new NotSupportedException($"A scalar is bool, long, double, string or Value, not {typeof(T).Name}.");
}
