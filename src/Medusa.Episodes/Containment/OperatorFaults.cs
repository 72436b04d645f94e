using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Says what a plugin did wrong, in one form for all requests.</summary>
internal static class OperatorFaults
{
    /// <summary>The code threw.</summary>
    public const string Threw = "exception";

    /// <summary>The code gave what the contract forbids.</summary>
    public const string BadResult = "bad_result";

    /// <summary>The code took too long.</summary>
    public const string Overran = "overrun";

    /// <summary>Which of the three it was.</summary>
    public static string ReasonOf(Exception fault) => fault switch
    {
        PluginOverrunException => Overran,
        FoldFaultException => BadResult,
        _ => Threw,
    };

    /// <summary>The problem of a step.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="applied">The operator.</param>
    /// <param name="fault">What happened.</param>
    /// <param name="expectedStep">The step that can be taken next.</param>
    public static Problem OfStep(LoadedEnvironment environment, IOperator applied, Exception fault, int expectedStep) => Of(
        environment.OwnerOf(applied),
        $"Operator '{applied.Name}' of plugin {NameOf(environment.OwnerOf(applied))} {What(fault)} and the step was not taken: send another action, or report it to the plugin's authors.",
        fault,
        ("operator", applied.Name),
        ("expected_step", expectedStep));

    /// <summary>The problem of a reset.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="fault">What happened.</param>
    public static Problem OfStart(LoadedEnvironment environment, Exception fault) => Of(
        environment.Plugins[0],
        $"Plugin {NameOf(environment.Plugins[0])} {What(fault)} while making a scenario: take another seed or other options, or report it to the plugin's authors.",
        fault);

    /// <summary>The problem of a query.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="fault">What happened.</param>
    public static Problem OfQuery(LoadedEnvironment environment, Exception fault) =>
        Of(environment.Plugins[0], $"Plugin {NameOf(environment.Plugins[0])} {What(fault)} while answering: report it to the plugin's authors.", fault);

    private static Problem Of(PluginProvenance plugin, string detail, Exception fault, params ReadOnlySpan<(string Name, Value Value)> more)
    {
        var fields = new List<(string, Value)> { ("plugin", NameOf(plugin)), ("reason", ReasonOf(fault)) };
        if (fault is PluginOverrunException overrun)
        {
            fields.Add(("budget_ms", (long)overrun.Budget.TotalMilliseconds));
        }
        else
        {
            fields.Add(("exception", fault.GetType().Name));
        }

        fields.AddRange(more.ToArray());
        return new Problem(ProblemCode.OperatorFault, detail) { Extensions = Record.Of([.. fields]) };
    }

    private static string What(Exception fault) => fault switch
    {
        PluginOverrunException => "took too long",
        FoldFaultException => $"gave what the contract forbids ({fault.Message.TrimEnd('.')})",
        _ => "failed",
    };

    private static string NameOf(PluginProvenance plugin) => $"{plugin.Id}@{plugin.Version}";
}
