using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Seeds and options make scenarios.</summary>
internal sealed class ScenarioRule : IConformanceRule
{
    public string Id => "scenarios";

    public string Title => "A seed gives the same scenario every time, some seeds differ, and bounded options work at their bounds.";

    public string? Check(Subject subject)
    {
        var digests = new HashSet<string>();
        for (var seed = 0; seed < 16; seed++)
        {
            var first = subject.Scenario(Seed.Of(seed));
            if (first is not { State: not null, Message: not null, Metrics: not null, MaxSteps: >= 1 })
            {
                return $"Seed {seed} gives a scenario without state, message or metrics, or without a step to take.";
            }

            if (!ReferenceEquals(first.State.Schema, subject.Definition.State))
            {
                return $"Seed {seed} gives a state of another schema than the environment's.";
            }

            if (Subject.Hex(first.State) != Subject.Hex(subject.Scenario(Seed.Of(seed)).State))
            {
                return $"Seed {seed} gives different scenarios: draw from the seed's streams alone.";
            }

            digests.Add(Subject.Hex(first.State));
        }

        if (digests.Count == 1)
        {
            throw new RuleSkippedException("All seeds give one scenario; where that is meant, nothing is wrong.");
        }

        foreach (var field in subject.Definition.Scenarios.Options.Fields.Where(field => field is { Kind: FieldKind.Integer or FieldKind.Number, CountsRows: false }))
        {
            foreach (var bound in new[] { field.Minimum, field.Maximum }.Where(bound => bound is not null))
            {
                var value = field.Kind == FieldKind.Integer ? (Value)(long)bound!.Value : bound!.Value;
                var options = Record.Of([.. subject.Definition.Scenarios.Options.Fields.Select(other => (other.Name, other.Name == field.Name ? value : other.Default))]);
                try
                {
                    _ = subject.Definition.Scenarios.Generate(new ScenarioRequest(Seed.Of(1), options, true));
                }
                catch (Exception fault) when (fault is not ContractException)
                {
                    return $"Option '{field.Name}' at its bound {bound} makes the generator throw {fault.GetType().Name}: narrow the bound, or throw ContractException.";
                }
            }
        }

        return null;
    }
}
