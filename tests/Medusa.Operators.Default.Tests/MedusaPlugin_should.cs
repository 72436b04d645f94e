using System.Text.Json;
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

    [Fact]
    public void Be_described_by_its_manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Medusa.Operators.Default/medusa-plugin.json")));
        Assert.Equal("medusa", manifest.RootElement.GetProperty("id").GetString());
        Assert.Equal(typeof(MedusaPlugin).Assembly.GetName().Name + ".dll", manifest.RootElement.GetProperty("assembly").GetString());
        Assert.Equal(typeof(MedusaPlugin).Assembly.GetName().Version!.ToString(3), manifest.RootElement.GetProperty("version").GetString());
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
