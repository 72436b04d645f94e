using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>A cancelled token ends an operator or is ignored; it never changes a result.</summary>
internal sealed class CancellationRule : IConformanceRule
{
    public string Id => "cancellation";

    public string Title => "Under a cancelled token an operator throws OperationCanceledException or gives its usual result.";

    public string? Check(Subject subject)
    {
        var cancelled = new CancellationToken(canceled: true);
        foreach (var (before, applied, arguments, _, usual) in subject.Play(Seed.Of(0)))
        {
            try
            {
                var result = applied.Apply(new OperatorContext(before.View.State, arguments, before.View.Step + 1, subject.Definition.Checks, subject.Definition, cancelled));
                if (result.State is null || Subject.Hex(result.State) != Subject.Hex(usual.State) || result.EndReason != usual.EndReason)
                {
                    return $"Operator '{applied.Name}' gives another result under a cancelled token: throw (ThrowIfCancellationRequested) or ignore it, never return a part.";
                }
            }
            catch (OperationCanceledException)
            {
                continue;
            }
        }

        return null;
    }
}
