using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>A memo is a convenience: without it everything comes out the same.</summary>
internal sealed class MemoRule : IConformanceRule
{
    public string Id => "memo";

    public string Title => "A state without its memo behaves the same.";

    public string? Check(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            foreach (var (before, applied, arguments, _, first) in subject.Play(seed))
            {
                var bare = before.View.State.WithMemo(null);
                var second = applied.Apply(new OperatorContext(bare, arguments, before.View.Step + 1, subject.Definition.Checks, subject.Definition));
                if (Subject.Hex(first.State) != Subject.Hex(second.State))
                {
                    return $"Operator '{applied.Name}' depends on the memo: it is dropped whenever an episode leaves memory, so build it again from the state where it is missing.";
                }
            }
        }

        return null;
    }
}
