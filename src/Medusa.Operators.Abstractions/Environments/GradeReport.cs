using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>The verdicts of all checks, in the environment's order.</summary>
/// <param name="Checks">One verdict a check.</param>
public sealed record GradeReport(ImmutableArray<CheckResult> Checks)
{
    /// <summary>Whether every check passed.</summary>
    public bool Passed => PassedCount == Checks.Length;

    /// <summary>How many checks passed.</summary>
    public int PassedCount
    {
        get
        {
            var count = 0;
            foreach (var check in Checks)
            {
                count += check.Passed ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Evaluates checks on a state.</summary>
    /// <param name="checks">The checks, in order.</param>
    /// <param name="state">The state.</param>
    public static GradeReport Of(ImmutableArray<IGraderCheck> checks, EpisodeState state)
    {
        var results = ImmutableArray.CreateBuilder<CheckResult>(checks.Length);
        foreach (var check in checks)
        {
            results.Add(check.Evaluate(state));
        }

        return new GradeReport(results.MoveToImmutable());
    }

    /// <summary>The verdict of the check named <paramref name="name"/>, or null.</summary>
    /// <param name="name">A check's name.</param>
    public CheckResult? Find(string name)
    {
        foreach (var check in Checks)
        {
            if (check.Check == name)
            {
                return check;
            }
        }

        return null;
    }
}
