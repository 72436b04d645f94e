using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The three tables for people.</summary>
internal static class DataSelectTables
{
    public static ImmutableArray<TableDescriptor> All { get; } =
    [
        new("pool", "Pool", "The samples that can be bought: twenty features, the label they are sold with, and whether they are noisy."),
        new("selected", "Selected", "The samples bought so far, as rows of the pool, in the order in which the model was trained on them."),
        new("model", "Model", "A row a feature: the model's weight, and the training set's centroid."),
    ];
}
