using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The names on the wire, common to both versions.</summary>
internal static class DataSelectActions
{
    public const string ActionType = "action_type";
    public const string SelectBatch = "select_batch";
    public const string Stop = "stop";
    public const string BatchSize = "batch_size";
    public const string Weights = "strategy_weights";
    public const string Uncertainty = "uncertainty";
    public const string Diversity = "diversity";
    public const string Random = "random";

    private static readonly RecordShape ActionShape = new(ActionType, BatchSize, Weights);
    private static readonly RecordShape WeightShape = new(Uncertainty, Diversity, Random);

    /// <summary>An action that selects a batch.</summary>
    /// <param name="batch">How many rows.</param>
    /// <param name="uncertainty">The weight of uncertainty.</param>
    /// <param name="diversity">The weight of diversity.</param>
    /// <param name="random">The weight of chance.</param>
    public static Record Select(int batch, double uncertainty, double diversity, double random) =>
        ActionShape.With(SelectBatch, batch, WeightShape.With(uncertainty, diversity, random));

    /// <summary>An action that stops, with the fields that version 0 asks for.</summary>
    public static Record StopNow() => ActionShape.With(Stop, 1, WeightShape.With(0.0, 0.0, 1.0));

    /// <summary>The field that names the action.</summary>
    public static FieldDescriptor ActionTypeField { get; } = new(ActionType, FieldKind.Text)
    {
        Required = true,
        Choices = [SelectBatch, Stop],
        Description = "select_batch to select data, stop to end the episode early.",
    };
}
