using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>An environment under test: plays episodes of it through the fold.</summary>
/// <param name="definition">The environment.</param>
/// <param name="options">How thoroughly.</param>
internal sealed class Subject(EnvironmentDefinition definition, ConformanceOptions options)
{
    /// <summary>The environment.</summary>
    public EnvironmentDefinition Definition { get; } = definition;

    /// <summary>How thoroughly.</summary>
    public ConformanceOptions Options { get; } = options;

    /// <summary>The seeds that are played.</summary>
    public IEnumerable<Seed> Seeds => Enumerable.Range(0, Options.Seeds).Select(seed => Seed.Of(seed));

    /// <summary>The reset options with every default filled in.</summary>
    public Record DefaultOptions => Record.Of([.. Definition.Scenarios.Options.Fields.Select(option => (option.Name, option.Default))]);

    /// <summary>A scenario of the default options.</summary>
    public Scenario Scenario(Seed seed) => Definition.Scenarios.Generate(new ScenarioRequest(seed, DefaultOptions, WasSeedGiven: true));

    /// <summary>The beginning of an episode.</summary>
    public Moment Start(Seed seed) => EpisodeFold.Start(Definition, Scenario(seed), seed, task: null, label: "conformance");

    /// <summary>An operator's arguments: nothing given, defaults filled in.</summary>
    public static Record Defaults(IOperator applied) => Record.Of([.. applied.Parameters.Fields.Select(field => (field.Name, field.Default))]);

    /// <summary>The actions that are tried on a state: every operator as policies call it, or with its defaults.</summary>
    /// <param name="seed">Seeds the policies.</param>
    public IEnumerable<(IOperator Operator, Record Arguments)> Actions(ulong seed)
    {
        foreach (var policy in Definition.Policies)
        {
            foreach (var action in Actions(policy, seed))
            {
                yield return action;
            }
        }

        foreach (var applied in Definition.Operators)
        {
            if (!applied.Parameters.Fields.Any(parameter => parameter.Required && parameter.Default.IsNull))
            {
                yield return (applied, Defaults(applied));
            }
        }
    }

    /// <summary>What a policy does, up to the first action that is refused; the rule on descriptors says so.</summary>
    private List<(IOperator Operator, Record Arguments)> Actions(IPolicy policy, ulong seed)
    {
        var actions = new List<(IOperator Operator, Record Arguments)>();
        var run = policy.Start(seed);
        var moment = Start(Seed.Of((int)(seed % 1000)));
        try
        {
            for (var step = 0; step < Options.Steps && moment.IsRunning; step++)
            {
                var action = Read(run.Next(Observe(moment), step));
                moment = EpisodeFold.Advance(Definition, moment, action.Operator, action.Arguments);
                actions.Add(action);
            }
        }
        catch (Exception refused) when (refused is ContractException or KeyNotFoundException)
        {
            return actions;
        }

        return actions;
    }

    /// <summary>Plays an episode of actions drawn from a seed; refused ones are passed over.</summary>
    public IEnumerable<(Moment Before, IOperator Operator, Record Arguments, Moment After, OperatorResult Result)> Play(Seed seed)
    {
        var stream = RandomStream.For(seed.Low, "conformance");
        (IOperator Operator, Record Arguments)[] pool = [.. Actions(seed.Low)];
        var moment = Start(seed);
        for (var step = 0; step < Options.Steps && moment.IsRunning; step++)
        {
            // A scripted beginning reaches states that chance would not; then chance takes over.
            var (applied, arguments) = step < pool.Length && step < Options.Steps / 2 ? pool[step] : pool[(int)stream.Next(pool.Length)];
            Moment after;
            OperatorResult result;
            try
            {
                after = EpisodeFold.Advance(Definition, moment, applied, arguments, out result);
            }
            catch (ContractException)
            {
                continue;
            }

            yield return (moment, applied, arguments, after, result);
            moment = after;
        }
    }

    /// <summary>One text over everything an episode produces.</summary>
    public string Trace(Seed seed)
    {
        var text = new System.Text.StringBuilder(Hex(Start(seed).View.State));
        foreach (var (_, applied, _, after, result) in Play(seed))
        {
            text.Append('\n').Append(applied.Name).Append(' ').Append(Hex(after.View.State)).Append(' ')
                .Append(after.View.CumulativeReward.ToString("R", System.Globalization.CultureInfo.InvariantCulture)).Append(' ').Append(result.Message).Append(' ').Append(result.Metrics).Append(' ')
                .Append(Observe(after, result).GetRawText());
        }

        return text.ToString();
    }

    /// <summary>The observation of a moment.</summary>
    public JsonElement Observe(Moment moment, OperatorResult? result = null)
    {
        var json = new JsonBuffer();
        Definition.Observer.WriteObservation(new ObservationContext(moment.View, result?.Message ?? "", result?.Metrics ?? Record.Empty, IsEcho: false), json);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The operator and arguments of an action as policies give it.</summary>
    /// <exception cref="KeyNotFoundException">The action names no operator.</exception>
    public (IOperator Operator, Record Arguments) Read(Record action)
    {
        var descriptor = Definition.Action;
        var applied = Definition.FindOperator(action[descriptor.OperatorField].AsText) ?? throw new KeyNotFoundException($"No operator is named '{action[descriptor.OperatorField]}'.");
        if (descriptor.ArgumentsField is { } field)
        {
            var given = action.Has(field) && !action[field].IsNull ? action[field].AsRecord : Record.Empty;
            return (applied, Filled(applied.Parameters, given));
        }

        return (applied, Filled(applied.Parameters, action));
    }

    /// <summary>A state's digest, in hexadecimal.</summary>
    public static string Hex(EpisodeState state) => Convert.ToHexStringLower(state.Digest);

    private static Record Filled(ObjectDescriptor described, Record given) =>
        described.Fields.IsEmpty ? given : Record.Of([.. described.Fields.Select(field => (field.Name, given.Has(field.Name) ? given[field.Name] : field.Default))]);
}
