namespace Medusa.Episodes;

/// <summary>A plugin that cannot be loaded. The others are not concerned.</summary>
/// <param name="fault">Why, by kind.</param>
/// <param name="message">Why, in words.</param>
/// <param name="inner">What the plugin or the runtime threw.</param>
public sealed class PluginException(PluginFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why the plugin was not loaded.</summary>
    public PluginFault Fault { get; } = fault;
}
