using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Plays a few episodes of an environment and looks for what a server would trip over. Passing proves nothing of what was not played.</summary>
internal static class EnvironmentCheck
{
    private const int Seeds = 8;

    /// <summary>The verdicts on an environment.</summary>
    public static IEnumerable<RuleVerdict> Run(EnvironmentDefinition environment)
    {
        var subject = $"{environment.Name}@{environment.Version}";
        yield return Held("episodes end without a fault", subject, play => Ends(play, environment));
        yield return Held("the same actions give the same states and rewards", subject, Repeats);
        yield return Held("observations have the described fields", subject, play => Describes(play, environment));

        RuleVerdict Held(string rule, string subject, Func<EnvironmentPlay, string?> find)
        {
            try
            {
                return new RuleVerdict(rule, subject, find(new EnvironmentPlay(environment, PluginEnvironment.Policy(environment, null))));
            }
            catch (Exception thrown)
            {
                return new RuleVerdict(rule, subject, $"{thrown.GetType().Name}: {thrown.Message}");
            }
        }
    }

    private static string? Ends(EnvironmentPlay play, EnvironmentDefinition environment)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var end = play.Play(play.Script(seed)).View;
            var grade = GradeReport.Of(environment.Checks, end.State);
            if (grade.Checks.FirstOrDefault(check => !check.Passed && string.IsNullOrEmpty(check.Reason)) is { } silent)
            {
                return $"Check '{silent.Check}' fails on seed {seed} without a reason.";
            }

            if (environment.Tasks.Select(task => task.Score(end)).FirstOrDefault(score => score.Score is not (>= 0 and <= 1)) is { } outside)
            {
                return $"Task '{outside.Task}' scores {outside.Score} on seed {seed}, which is not within 0 and 1.";
            }
        }

        return null;
    }

    private static string? Repeats(EnvironmentPlay play)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var script = play.Script(seed);
            var (first, again) = (script.Start, play.Start(seed));
            if (Difference(first, again) is { } atStart)
            {
                return $"The scenario of seed {seed} is generated with another {atStart} the second time.";
            }

            for (var step = 0; step < script.Actions.Count; step++)
            {
                (first, again) = (play.Take(first, script.Actions[step]), play.Take(again, script.Actions[step]));
                if (Difference(first, again) is { } difference)
                {
                    return $"'{script.Actions[step].Applied.Name}' (seed {seed}, step {step + 1}) gives another {difference} the second time.";
                }
            }
        }

        return null;
    }

    private static string? Difference(Moment first, Moment again) =>
        !first.View.State.Digest.SequenceEqual(again.View.State.Digest) ? "state"
        : BitConverter.DoubleToInt64Bits(first.View.CumulativeReward) != BitConverter.DoubleToInt64Bits(again.View.CumulativeReward) ? "reward"
        : first.View.EndReason != again.View.EndReason ? "end"
        : null;

    private static string? Describes(EnvironmentPlay play, EnvironmentDefinition environment)
    {
        var described = environment.Observer.Observation;
        for (var seed = 0; seed < Seeds; seed++)
        {
            foreach (var observation in play.Script(seed).Observations)
            {
                var seen = observation.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
                if (described.Fields.FirstOrDefault(field => field.Required && !seen.Contains(field.Name)) is { } missing)
                {
                    return $"'{missing.Name}' is required and missing (seed {seed}).";
                }

                if (!described.AllowsOthers && seen.FirstOrDefault(name => described.Find(name) is null) is { } other)
                {
                    return $"'{other}' is not described (seed {seed}).";
                }
            }
        }

        return null;
    }
}
