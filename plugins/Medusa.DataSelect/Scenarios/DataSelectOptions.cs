using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The reset options.</summary>
internal static class DataSelectOptions
{
    public const string Difficulty = "difficulty";
    public const string FlipShare = "flip_y";
    public const string Budget = "budget";
    public const string MaxSteps = "max_steps";
    public const string Reward = "reward";
    public const string Shaped = "shaped";
    public const string Score = "score";
    public const string Both = "both";

    /// <summary>The options that a difficulty decides.</summary>
    public static readonly string[] OfDifficulty = [FlipShare, Budget, MaxSteps];

    /// <summary>All options.</summary>
    public static ObjectDescriptor Descriptor { get; } = new(
        "DataSelectOptions",
        [
            new FieldDescriptor(Difficulty, FieldKind.Text) { Default = "easy", Choices = ["easy", "medium", "hard"], Description = "The configuration, and the grade for episodes without a task." },
            new FieldDescriptor(FlipShare, FieldKind.Number) { Nullable = true, Minimum = 0, Maximum = 1, Description = "The share of flipped labels; the difficulty's where absent." },
            new FieldDescriptor(Budget, FieldKind.Integer) { Nullable = true, Minimum = 1, Maximum = DataSet.PoolRows, Description = "How many samples may be bought; the difficulty's where absent." },
            new FieldDescriptor(MaxSteps, FieldKind.Integer) { Nullable = true, Minimum = 1, Maximum = 1_000, Description = "After how many steps the episode is truncated; the difficulty's where absent." },
            new FieldDescriptor(Reward, FieldKind.Text)
            {
                Default = Shaped,
                Choices = [Shaped, Score, Both],
                Description = "shaped: the document's reward a batch; score: 0 until the end, then the score; both: their sum.",
            },
        ]);

    /// <summary>What options say.</summary>
    /// <param name="options">Validated options.</param>
    public static Configuration Read(Record options)
    {
        var configuration = Configuration.Of(options[Difficulty].AsText);
        return configuration with
        {
            FlipShare = options[FlipShare].IsNull ? configuration.FlipShare : options[FlipShare].AsNumber,
            Budget = options[Budget].IsNull ? configuration.Budget : options[Budget].AsInteger,
            MaxSteps = options[MaxSteps].IsNull ? configuration.MaxSteps : (int)options[MaxSteps].AsInteger,
        };
    }
}
