using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Operators, rules and checks change nothing they are passed, and give the same twice.</summary>
internal sealed class PurityRule : IConformanceRule
{
    public string Id => "purity";

    public string Title => "An operator changes nothing it is passed and gives the same result for the same state and arguments.";

    public string? Check(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            foreach (var (before, applied, arguments, _, first) in subject.Play(seed))
            {
                var copy = StateCopy.Of(before.View.State);
                var second = applied.Apply(new OperatorContext(before.View.State, arguments, before.View.Step + 1, subject.Definition.Checks, subject.Definition));
                if (StateCopy.Of(before.View.State) != copy)
                {
                    return $"Operator '{applied.Name}' changes the state it is passed: build a new one with State.Edit() and never write to arrays of its tables.";
                }

                if (Subject.Hex(first.State) != Subject.Hex(second.State) || first.Message != second.Message || !first.Metrics.Equals(second.Metrics) || first.EndReason != second.EndReason)
                {
                    return $"Operator '{applied.Name}' gives different results for the same state and arguments: no clock, no static state, no randomness but the state's own.";
                }

                foreach (var check in subject.Definition.Checks)
                {
                    if (check.Evaluate(first.State) != check.Evaluate(first.State))
                    {
                        return $"Check '{check.Name}' gives different verdicts of the same state: it depends on the state alone.";
                    }
                }
            }
        }

        return null;
    }
}
