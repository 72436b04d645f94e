using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Looks at the counts and takes what they ask for: the baseline, and what the tests play.</summary>
public sealed class CarefulPolicy : IPolicy, IPolicyRun
{
    /// <summary>The policy's name.</summary>
    public const string Id = "careful";

    private static readonly RecordShape Action = new(ReadingsEnvironment.ActionField);

    /// <inheritdoc/>
    public string Name => Id;

    /// <inheritdoc/>
    public string Description => "Drops what is missing and what is too hot, then finishes.";

    /// <inheritdoc/>
    public IPolicyRun Start(ulong seed) => this;

    /// <inheritdoc/>
    public Record Next(JsonElement observation, int step) => Action.With(
        observation.GetProperty("missing").GetInt32() > 0 ? DropMissing.Id
        : observation.GetProperty("too_hot").GetInt32() > 0 ? DropAbove.Id
        : Finish.Id);
}
