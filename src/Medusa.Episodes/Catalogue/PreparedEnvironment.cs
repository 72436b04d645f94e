using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A loaded environment with everything that an engine derives from it once: its action reader, encoder and narrowed reset options.</summary>
internal sealed class PreparedEnvironment
{
    public PreparedEnvironment(LoadedEnvironment loaded, ResultLimits limits)
    {
        Loaded = loaded;
        Limits = limits;
        Actions = new ActionReader(loaded.Definition);
        Encoder = new StepEncoder(loaded.Definition);
        Options = RowLimit.Narrow(loaded.Definition.Scenarios.Options, limits.MaxRows);
        DefaultOptions = DescriptorReader.Read(Options, default, new List<FieldError>());
    }

    public LoadedEnvironment Loaded { get; }

    /// <summary>How much a result may hold.</summary>
    public ResultLimits Limits { get; }

    public EnvironmentDefinition Definition => Loaded.Definition;

    public ActionReader Actions { get; }

    public StepEncoder Encoder { get; }

    /// <summary>The reset options with row counts bounded by the host's limit.</summary>
    public ObjectDescriptor Options { get; }

    /// <summary>What the options are where none are given. One instance, so that equal requests are found equal at once.</summary>
    public Record DefaultOptions { get; }

    /// <summary>Reads reset options.</summary>
    /// <param name="sent">An object, or undefined or null for none.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="ignored">Gets the names of unknown options, which are then no errors; null refuses them.</param>
    public Record ReadOptions(JsonElement sent, ICollection<FieldError> errors, ICollection<string>? ignored)
    {
        if (sent.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return DefaultOptions;
        }

        var options = DescriptorReader.ReadObject(Options, sent, [], errors, ignored);
        return options.Equals(DefaultOptions) ? DefaultOptions : options;
    }
}
