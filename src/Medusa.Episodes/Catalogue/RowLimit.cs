using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The host's limit of rows (<see cref="EpisodesOptions.MaxRows"/>) on what an environment's reset options allow.</summary>
public static class RowLimit
{
    /// <summary>The options with every count of rows bounded by the limit.</summary>
    /// <param name="options">An environment's reset options.</param>
    /// <param name="maxRows">The limit, 1 or more rows.</param>
    public static ObjectDescriptor Narrow(ObjectDescriptor options, int maxRows)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Fields = [.. options.Fields.Select(field => field.CountsRows ? field with { Maximum = Math.Min(field.Maximum ?? maxRows, maxRows) } : field)],
        };
    }
}
