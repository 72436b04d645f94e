namespace Medusa.DataSelect;

/// <summary>How many rows of a batch each strategy picks.</summary>
/// <param name="Uncertain">Rows that the model is least sure of.</param>
/// <param name="Diverse">Rows farthest from the training set's centroid.</param>
/// <param name="Random">Rows drawn at random.</param>
internal readonly record struct BatchPlan(int Uncertain, int Diverse, int Random)
{
    private const double Guard = 1e-8;

    /// <summary>Divides a batch by weights: each share is the batch × weight ÷ (sum + 10⁻⁸), truncated; what is left over is random.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="uncertainty">The weight of uncertainty.</param>
    /// <param name="diversity">The weight of diversity.</param>
    /// <param name="sum">The sum of all weights.</param>
    public static BatchPlan Of(long batch, double uncertainty, double diversity, double sum)
    {
        var uncertain = Truncated(batch * (uncertainty / (sum + Guard)));
        var diverse = Truncated(batch * (diversity / (sum + Guard)));
        return new BatchPlan(Bounded(uncertain), Bounded(diverse), Bounded(batch - uncertain - diverse));
    }

    private static double Truncated(double count) => Math.Truncate(count);

    private static int Bounded(double count) => (int)Math.Clamp(count, 0, DataSet.PoolRows);
}
