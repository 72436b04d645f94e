using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class MedusaPlugin_should
{
    [Fact]
    public void Offer_both_versions()
    {
        var registry = new Registry();
        new MedusaPlugin().Register(registry);
        Assert.Equal([("medusa", "1"), ("medusa-v0", "0")], registry.Environments.Select(environment => (environment.Name, environment.Version)));
    }

    private sealed class Registry : IPluginRegistry
    {
        public List<EnvironmentDefinition> Environments { get; } = [];

        public void Add(EnvironmentDefinition environment) => Environments.Add(environment);

        public void Add(IOperator part) => throw new NotSupportedException();

        public void Add(IRewardRule part) => throw new NotSupportedException();

        public void Add(RewardRuleTemplate part) => throw new NotSupportedException();

        public void Add(IGraderCheck part) => throw new NotSupportedException();

        public void Add(ITask part) => throw new NotSupportedException();

        public void Add(IPolicy part) => throw new NotSupportedException();
    }
}
