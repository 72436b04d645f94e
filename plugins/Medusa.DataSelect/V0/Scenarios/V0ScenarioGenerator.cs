using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>The beginning of a version 0 episode: a difficulty's configuration, parts of which may be given apart.</summary>
internal sealed class V0ScenarioGenerator : IScenarioGenerator
{
    public const string Difficulty = "difficulty";
    public const string FlipShare = "flip_y";
    public const string Budget = "budget";
    public const string MaxSteps = "max_steps";
    public const string LeastBatch = "min_batch";
    public const string StopThreshold = "stop_threshold";

    /// <summary>Steps that buy nothing do not count towards the configured number, so the host's own bound is far away.</summary>
    private const int HostBound = 10_000;

    public ObjectDescriptor Options { get; } = new(
        "DataSelectV0Options",
        [
            new FieldDescriptor(Difficulty, FieldKind.Text) { Default = "easy", Choices = ["easy", "medium", "hard"], Description = "The configuration." },
            new FieldDescriptor(FlipShare, FieldKind.Number) { Nullable = true, Minimum = 0, Maximum = 1, Description = "The share of flipped labels; the difficulty's where absent." },
            new FieldDescriptor(Budget, FieldKind.Integer) { Nullable = true, Minimum = 1, Maximum = 100_000, Description = "How many rows may be bought." },
            new FieldDescriptor(MaxSteps, FieldKind.Integer) { Nullable = true, Minimum = 1, Maximum = 1_000, Description = "After how many batches the episode ends." },
            new FieldDescriptor(LeastBatch, FieldKind.Integer) { Default = 5, Minimum = 1, Maximum = 1_000, Description = "The least batch." },
            new FieldDescriptor(StopThreshold, FieldKind.Number) { Nullable = true, Minimum = 0, Maximum = 1, Description = "The performance from which stopping pays." },
        ]);

    public Scenario Generate(ScenarioRequest request)
    {
        var options = request.Options;
        var configuration = Configuration.Of(options[Difficulty].AsText);
        configuration = configuration with
        {
            FlipShare = options[FlipShare].IsNull ? configuration.FlipShare : options[FlipShare].AsNumber,
            Budget = options[Budget].IsNull ? configuration.Budget : options[Budget].AsInteger,
            MaxSteps = options[MaxSteps].IsNull ? configuration.MaxSteps : (int)options[MaxSteps].AsInteger,
            LeastBatch = options[LeastBatch].AsInteger,
            StopThreshold = options[StopThreshold].IsNull ? configuration.StopThreshold : options[StopThreshold].AsNumber,
        };
        var state = Beginning.Of(request.Seed, configuration, "shaped");
        return new Scenario($"{configuration.Difficulty}_{request.Seed}", state, "Select data.", Record.Empty, HostBound);
    }
}
