using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Holds environments and plugins against the rules of the contract. Needs no test framework.</summary>
public static class Conformance
{
    private const string UnloadTitle = "The plugin leaves memory once nothing uses it.";

    private static readonly ImmutableArray<IConformanceRule> Rules =
    [
        new DescriptorRule(),
        new ScenarioRule(),
        new PurityRule(),
        new RepeatRule("determinism-runs", "when played again", "no static state, no clock, no randomness but the seed's.", static (subject, seed) => subject.Trace(seed)),
        new RepeatRule("determinism-threads", "while other episodes are played on other threads", "no static or shared state that episodes write to.", Circumstances.OnThreads),
        new RepeatRule("determinism-cultures", "under another culture", "format and parse with CultureInfo.InvariantCulture, compare ordinally.", Circumstances.InAnotherCulture),
        new RepeatRule("determinism-time-zones", "in another time zone", "use UTC, never local time.", Circumstances.InAnotherTimeZone),
        new MemoRule(),
        new ReplayRule(),
        new CancellationRule(),
        new EdgeTablesRule(),
        new InspectionRule(),
        new LinearTimeRule(),
    ];

    /// <summary>Holds an environment against every rule.</summary>
    /// <param name="definition">The environment.</param>
    /// <param name="options">How thoroughly; null for the defaults.</param>
    public static ConformanceReport Check(EnvironmentDefinition definition, ConformanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var subject = new Subject(definition, options ?? new ConformanceOptions());
        return new ConformanceReport([.. Rules.Select(rule => Run(rule, subject))]);
    }

    /// <summary>Loads a plugin from its folder, holds each of its environments against every rule, and unloads it.</summary>
    /// <param name="folder">The plugin's folder, with its manifest.</param>
    /// <param name="options">How thoroughly; null for the defaults.</param>
    /// <exception cref="PluginException">The plugin cannot be loaded; says why.</exception>
    public static ConformanceReport CheckPlugin(string folder, ConformanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var results = new List<RuleResult>();
        var context = CheckLoaded(folder, options ?? new ConformanceOptions(), results, out var plugin);
        for (var round = 0; round < 20 && context.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        results.Add(new RuleResult(
            plugin,
            "unload",
            UnloadTitle,
            context.IsAlive ? RuleOutcome.Failed : RuleOutcome.Passed,
            context.IsAlive ? "Something still holds the plugin after it was let go of: no threads, timers, static events of the framework or process-wide handlers." : null));
        return new ConformanceReport([.. results]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CheckLoaded(string folder, ConformanceOptions options, List<RuleResult> results, out string plugin)
    {
        var loaded = PluginLoader.Load(folder);
        plugin = $"{loaded.Manifest.Id}@{loaded.Manifest.Version}";
        foreach (var environment in loaded.Environments)
        {
            results.AddRange(Check(environment.Definition, options).Results);
        }

        loaded.Context.Unload();
        return new WeakReference(loaded.Context);
    }

    private static RuleResult Run(IConformanceRule rule, Subject subject)
    {
        var name = $"{subject.Definition.Name}@{subject.Definition.Version}";
        if (subject.Options.Skip.Contains(rule.Id))
        {
            return new RuleResult(name, rule.Id, rule.Title, RuleOutcome.Skipped, "Left out by ConformanceOptions.Skip.");
        }

        try
        {
            var message = rule.Check(subject);
            return new RuleResult(name, rule.Id, rule.Title, message is null ? RuleOutcome.Passed : RuleOutcome.Failed, message);
        }
        catch (RuleSkippedException skipped)
        {
            return new RuleResult(name, rule.Id, rule.Title, RuleOutcome.Skipped, skipped.Message);
        }
        catch (Exception fault)
        {
            return new RuleResult(name, rule.Id, rule.Title, RuleOutcome.Failed, $"The environment threw {fault.GetType().Name}: {fault.Message}");
        }
    }
}
