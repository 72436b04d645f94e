using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>What an operator measured: the original calls it <c>info</c>.</summary>
internal static class DataSelectMetrics
{
    public const string Gain = "gain";
    public const string Redundancy = "redundancy";
    public const string NoiseRatio = "noise_ratio";
    public const string Error = "error";

    private static readonly RecordShape Shape = new(Gain, Redundancy, NoiseRatio);

    /// <summary>Of a step on an empty pool.</summary>
    public static Record PoolEmpty { get; } = Record.Of(("reason", "pool_empty"));

    /// <summary>Of a stop without a batch size.</summary>
    public static Record EmptyBatch { get; } = Record.Of((Error, "empty batch"));

    /// <summary>Of a batch.</summary>
    /// <param name="batch">The batch.</param>
    public static Record Of(Batch batch) => Shape.With(batch.Gain, batch.Redundancy, batch.NoiseRatio);
}
