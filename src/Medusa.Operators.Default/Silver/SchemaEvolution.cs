using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What EVOLVE_SCHEMA does to one Silver table. Kept beside that table, so that the episodes of one scenario share it.</summary>
/// <param name="Silver">Silver with every drifted column registered.</param>
/// <param name="Message">What was added.</param>
/// <param name="Metrics">The operator's metrics.</param>
internal sealed record SchemaEvolution(Table Silver, string Message, Record Metrics)
{
    private static readonly RecordShape Shape = new("cols_added", "new_cols_count", "silver_col_count");
    private static readonly PairDerivation<Table, Sources, SchemaEvolution> Derivation = new(Compute);

    public static SchemaEvolution Of(EpisodeState state) =>
        state[MedusaState.Silver].Derive(Derivation, Sources.Of(state[MedusaState.BronzeA], state[MedusaState.BronzeB]));

    private static SchemaEvolution Compute(Table silver, Sources sources)
    {
        string[] added = [.. SilverSchema.Pending(silver, sources.A), .. SilverSchema.Pending(silver, sources.B)];
        var evolved = SilverSchema.Register(SilverSchema.Register(silver, sources.A), sources.B);
        return new SchemaEvolution(
            evolved,
            string.Create(CultureInfo.InvariantCulture, $"EVOLVE_SCHEMA: added {added.Length} column(s)."),
            Shape.With(Value.List(added), added.Length, evolved.ColumnCount));
    }

    /// <summary>The two sources as one object, by which results are kept.</summary>
    private sealed record Sources(Table A, Table B)
    {
        private static readonly PairDerivation<Table, Table, Sources> Pairing = new((a, b) => new Sources(a, b));

        public static Sources Of(Table a, Table b) => a.Derive(Pairing, b);
    }
}
