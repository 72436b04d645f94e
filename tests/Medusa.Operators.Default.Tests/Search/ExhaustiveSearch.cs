using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>
/// Plays every sequence of actions to a depth, one layer of states a step: sequences that lead to the same state with the same once-only terms paid are
/// followed once, by the best of their returns, which is exact, as nothing else decides what follows.
/// </summary>
internal sealed class ExhaustiveSearch
{
    private static readonly EnvironmentDefinition Environment = MedusaEnvironment.Definition;

    /// <summary>The rules whose term depends on how often they paid.</summary>
    private static readonly int[] OnceOnly =
        [.. Environment.Rewards.Select((rule, index) => (rule.Name, index)).Where(rule => rule.Name is "high_match" or "quarantine_precision" or "correct_scd2").Select(rule => rule.index)];

    private ExhaustiveSearch(double best, int states, List<string> violations)
    {
        Best = best;
        States = states;
        Violations = violations;
    }

    /// <summary>The greatest return of any sequence up to the depth, ended or not.</summary>
    public double Best { get; }

    /// <summary>How many different states were met.</summary>
    public int States { get; }

    /// <summary>Sequences that passed all four checks with a row lost or doubled.</summary>
    public List<string> Violations { get; }

    public static ExhaustiveSearch Of(Scenario scenario, int depth)
    {
        var layer = new Dictionary<Key, Node> { [new Key(scenario.State, new int[Environment.Rewards.Length])] = new Node(scenario.State, new int[Environment.Rewards.Length], 0, "") };
        var (best, states, violations) = (double.NegativeInfinity, 1, new List<string>());
        for (var step = 1; step <= depth; step++)
        {
            var next = new Dictionary<Key, Node>();
            foreach (var node in layer.Values)
            {
                foreach (var applied in Environment.Operators)
                {
                    var child = Take(node, applied, step, out var result);
                    best = Math.Max(best, child.Return);
                    if (result.Grade is { } grade)
                    {
                        if (grade.Passed && !Oracle.IsNothingLostOrDoubled(child.State))
                        {
                            violations.Add(child.Path);
                        }
                    }
                    else if (step < depth)
                    {
                        var key = new Key(child.State, child.TimesPaid);
                        if (!next.TryGetValue(key, out var known) || known.Return < child.Return)
                        {
                            next[key] = child;
                        }
                    }
                }
            }

            states += next.Count;
            layer = next;
        }

        return new ExhaustiveSearch(best, states, violations);
    }

    private static Node Take(Node node, IOperator applied, int step, out OperatorResult result)
    {
        result = applied.Apply(new OperatorContext(node.State, Record.Empty, step, Environment.Checks, Environment));
        var paid = (int[])node.TimesPaid.Clone();
        var reward = 0.0;
        for (var index = 0; index < paid.Length; index++)
        {
            var term = Environment.Rewards[index].Evaluate(new Transition(node.State, result, applied, Record.Empty, step, node.TimesPaid[index]));
            reward += term;
            paid[index] += term != 0 ? 1 : 0;
        }

        return new Node(result.State, paid, node.Return + reward, node.Path + " " + applied.Name);
    }

    private sealed record Node(EpisodeState State, int[] TimesPaid, double Return, string Path);

    private readonly record struct Key(ulong A, ulong B, int Paid)
    {
        public Key(EpisodeState state, int[] timesPaid)
            : this(BitConverter.ToUInt64(state.Digest), BitConverter.ToUInt64(state.Digest[8..]), OnceOnly.Aggregate(0, (bits, rule) => (bits << 1) | (timesPaid[rule] > 0 ? 1 : 0)))
        {
        }
    }
}
