using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>What descriptors say is what is so.</summary>
internal sealed class DescriptorRule : IConformanceRule
{
    public string Id => "descriptors";

    public string Title => "Observations, states, verdicts, scores and policies are what the descriptors say.";

    public string? Check(Subject subject) => DefinitionRules.Check(subject.Definition) is [var fault, ..]
        ? fault
        : Operators(subject) ?? Observations(subject) ?? Verdicts(subject) ?? Policies(subject);

    private static string? Operators(Subject subject)
    {
        var action = subject.Definition.Action;
        var choices = action.Shape.Find(action.OperatorField)!.Choices;
        return choices.IsDefaultOrEmpty ? null : subject.Definition.Operators.FirstOrDefault(applied => !choices.Contains(applied.Name)) is { } missing
            ? $"Operator '{missing.Name}' is not among the choices of the action's field '{action.OperatorField}': nobody can call it."
            : null;
    }

    private static string? Observations(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            var start = subject.Start(seed);
            if (Observation(subject, subject.Observe(start)) is { } wrong)
            {
                return wrong;
            }

            foreach (var (_, _, _, after, result) in subject.Play(seed))
            {
                if (!double.IsFinite(after.View.CumulativeReward))
                {
                    return "A reward is not a finite number: rules pay finite numbers.";
                }

                if (Observation(subject, subject.Observe(after, result)) is { } alsoWrong)
                {
                    return alsoWrong;
                }
            }
        }

        return null;
    }

    private static string? Observation(Subject subject, JsonElement observation)
    {
        if (observation.ValueKind != JsonValueKind.Object)
        {
            return "The observer writes no JSON object.";
        }

        var described = subject.Definition.Observer.Observation;
        foreach (var field in observation.EnumerateObject())
        {
            if (described.Find(field.Name) is null)
            {
                return $"The observation has a field '{field.Name}' that its descriptor does not: describe it.";
            }
        }

        var errors = new List<FieldError>();
        var readable = described with { Fields = [.. described.Fields.Select(field => field with { Required = true })] };
        DescriptorReader.Read(readable, observation, errors);
        return errors is [var first, ..] ? $"The observation is not what its descriptor says: '{first.DottedPath}': {first.Message}." : null;
    }

    private static string? Verdicts(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            var last = subject.Play(seed).Select(step => step.After).LastOrDefault() ?? subject.Start(seed);
            foreach (var check in subject.Definition.Checks)
            {
                var verdict = check.Evaluate(last.View.State);
                if (verdict.Check != check.Name)
                {
                    return $"Check '{check.Name}' answers under the name '{verdict.Check}'.";
                }

                if (verdict.Passed == verdict.Reason is not null)
                {
                    return $"Check '{check.Name}' gives {(verdict.Passed ? "a reason though it passed" : "no reason though it failed")}.";
                }
            }

            foreach (var task in subject.Definition.Tasks)
            {
                var score = task.Score(last.View);
                if (score.Score is not (>= 0 and <= 1))
                {
                    return $"Task '{task.Name}' gives a score of {score.Score:R}, which is not within 0 and 1.";
                }
            }

            var json = new JsonBuffer();
            json.StartObject();
            subject.Definition.Observer.WriteState(last.View, json);
            json.EndObject();
            using var state = JsonDocument.Parse(json.WrittenMemory);
        }

        return null;
    }

    private static string? Policies(Subject subject)
    {
        foreach (var policy in subject.Definition.Policies)
        {
            var run = policy.Start(1);
            var moment = subject.Start(Seed.Of(1));
            var result = default(OperatorResult?);
            for (var step = 0; moment.IsRunning; step++)
            {
                if (step > moment.View.MaxSteps)
                {
                    return $"An episode under policy '{policy.Name}' does not end by its MaxSteps.";
                }

                try
                {
                    var (applied, arguments) = subject.Read(run.Next(subject.Observe(moment, result), step));
                    moment = EpisodeFold.Advance(subject.Definition, moment, applied, arguments, out var taken);
                    result = taken;
                }
                catch (Exception refused) when (refused is ContractException or KeyNotFoundException)
                {
                    return $"Policy '{policy.Name}' gives an action that is refused: {refused.Message}";
                }

                if (step > 1_000)
                {
                    break;
                }
            }
        }

        return null;
    }
}
