using Medusa.Episodes;
using Medusa.Operators.TestKit;

namespace Medusa.Cli.Plugins;

/// <summary>Holds a plugin against the rules: what a server asks before it loads one, then what a few episodes show.</summary>
internal static class PluginCheck
{
    /// <summary>The verdicts, at least one.</summary>
    public static IReadOnlyList<RuleVerdict> Run(PluginInput plugin)
    {
        var subject = $"{plugin.Manifest.Id}@{plugin.Manifest.Version}";
        var verdicts = new List<RuleVerdict> { new("manifest lists every file with its digest", subject, null) };
        try
        {
            var loaded = PluginLoader.Load(plugin.Folder);
            verdicts.Add(new RuleVerdict("loads and registers", subject, null));
            verdicts.Add(new RuleVerdict("offers something", subject, Offers(loaded.Parts) ? null : "It registered neither an environment nor a part."));
            foreach (var environment in loaded.Environments)
            {
                verdicts.AddRange(EnvironmentCheck.Run(environment.Definition));
            }

            loaded.Context.Unload();
            verdicts.AddRange(Conformance.CheckPlugin(plugin.Folder).Results
                .Select(result => new RuleVerdict(result.Rule, result.Subject, result.Outcome == RuleOutcome.Failed ? result.Message : null)));
        }
        catch (PluginException refusal)
        {
            verdicts.Add(new RuleVerdict("loads and registers", subject, $"{refusal.Fault}: {refusal.Message}"));
        }

        return verdicts;
    }

    private static bool Offers(PluginParts parts) =>
        !(parts.Environments.IsEmpty && parts.Operators.IsEmpty && parts.Rewards.IsEmpty && parts.RewardTemplates.IsEmpty && parts.Checks.IsEmpty && parts.Tasks.IsEmpty && parts.Policies.IsEmpty);
}
