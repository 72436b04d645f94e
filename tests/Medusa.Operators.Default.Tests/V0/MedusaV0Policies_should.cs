using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0;

public sealed class MedusaV0Policies_should
{
    [Theory]
    [InlineData("documented", true)]
    [InlineData("pipeline", true)]
    [InlineData("commit", false)]
    public void Play_every_canonical_seed(string name, bool passes)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var run = EpisodeRun.Of(MedusaV0Environment.Definition, seed);
            var policy = MedusaV0Environment.Definition.FindPolicy(name)!.Start(0);
            while (!run.IsDone)
            {
                run.Take(policy.Next(run.Observation, run.View.Step)["action"].AsText);
            }

            Assert.Equal(passes, run.State.Get(V0State.GraderPassed));
        }
    }

    [Fact]
    public void Include_the_baseline() => Assert.NotNull(MedusaV0Environment.Definition.FindPolicy(MedusaV0Environment.Definition.BaselinePolicy!));
}
