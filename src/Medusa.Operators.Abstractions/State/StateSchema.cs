using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>The names of an environment's tables and scalars. Part of the environment's version: changing it is a new version.</summary>
public sealed class StateSchema
{
    private readonly ImmutableArray<(string Name, Type Type, Value Default)> scalars;

    internal StateSchema(ImmutableArray<string> tables, ImmutableArray<(string Name, Type Type, Value Default)> scalars)
    {
        TableNames = tables;
        this.scalars = scalars;
        ScalarNames = [.. scalars.Select(scalar => scalar.Name)];
        TableOrder = Ordinal(TableNames);
        ScalarOrder = Ordinal(ScalarNames);
        Digest = ComputeDigest();
        var empty = new Table[tables.Length];
        Array.Fill(empty, Abstractions.Table.Empty);
        Initial = new EpisodeState(this, empty, [.. scalars.Select(scalar => scalar.Default)], null, null);
    }

    /// <summary>The tables' names, in the order in which the API lists them.</summary>
    public ImmutableArray<string> TableNames { get; }

    /// <summary>The scalars' names, in declared order.</summary>
    public ImmutableArray<string> ScalarNames { get; }

    /// <summary>The state with empty tables and every scalar at its initial value: what an environment is before its first reset.</summary>
    public EpisodeState Initial { get; }

    internal ImmutableArray<int> TableOrder { get; }

    internal ImmutableArray<int> ScalarOrder { get; }

    internal byte[] Digest { get; }

    /// <summary>The key of a table by name, for plugins that extend an environment they do not own.</summary>
    /// <param name="name">The table's name.</param>
    /// <exception cref="KeyNotFoundException">The schema has no such table.</exception>
    public TableKey Table(string name) => TableNames.IndexOf(name) is var index && index >= 0
        ? new TableKey(index, name)
        : throw new KeyNotFoundException($"The state has no table '{name}'; there are {string.Join(", ", TableNames)}.");

    /// <summary>The key of a scalar by name, for plugins that extend an environment they do not own.</summary>
    /// <typeparam name="T">The scalar's declared type.</typeparam>
    /// <param name="name">The scalar's name.</param>
    /// <exception cref="KeyNotFoundException">The schema has no such scalar of that type.</exception>
    public ScalarKey<T> Scalar<T>(string name) => ScalarNames.IndexOf(name) is var index && index >= 0 && scalars[index].Type == typeof(T)
        ? new ScalarKey<T>(index, name)
        : throw new KeyNotFoundException($"The state has no scalar '{name}' of type {typeof(T).Name}.");

    private static ImmutableArray<int> Ordinal(ImmutableArray<string> names) =>
        [.. Enumerable.Range(0, names.Length).OrderBy(index => names[index], StringComparer.Ordinal)];

    private byte[] ComputeDigest()
    {
        var writer = new DigestWriter(1024);
        foreach (var index in TableOrder)
        {
            writer.Text(TableNames[index]);
        }

        writer.Int32(-1);
        foreach (var index in ScalarOrder)
        {
            writer.Text(ScalarNames[index]);
        }

        return writer.Finish();
    }
}
