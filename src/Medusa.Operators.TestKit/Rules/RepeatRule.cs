namespace Medusa.Operators.TestKit;

/// <summary>Episodes come out the same under other circumstances.</summary>
/// <param name="id">The rule's id.</param>
/// <param name="circumstance">What is different, such as <c>on another thread</c>.</param>
/// <param name="advice">What to do about a difference.</param>
/// <param name="run">Plays a seed under it.</param>
internal sealed class RepeatRule(string id, string circumstance, string advice, Func<Subject, Abstractions.Seed, string> run) : IConformanceRule
{
    public string Id => id;

    public string Title => $"Whole episodes come out the same {circumstance}.";

    public string? Check(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            var expected = subject.Trace(seed).Split('\n');
            var actual = run(subject, seed).Split('\n');
            for (var step = 0; step < Math.Max(expected.Length, actual.Length); step++)
            {
                if (step >= expected.Length || step >= actual.Length || expected[step] != actual[step])
                {
                    return $"Seed {seed} differs {circumstance} from step {step} on: {advice}";
                }
            }
        }

        return null;
    }
}
