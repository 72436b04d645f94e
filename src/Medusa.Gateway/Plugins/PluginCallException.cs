using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>A plugin's code threw or took too long while the gateway asked it for something.</summary>
/// <param name="problem">What the caller is told.</param>
/// <param name="cause">What happened.</param>
internal sealed class PluginCallException(Problem problem, Exception cause) : Exception(problem.Detail, cause)
{
    /// <summary>What the caller is told: <c>operator_fault</c> with the plugin named.</summary>
    public Problem Problem => problem;
}
