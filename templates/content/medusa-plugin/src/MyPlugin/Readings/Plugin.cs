using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>What the host finds: exactly one public class that implements <see cref="IMedusaPlugin"/>.</summary>
public sealed class Plugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.Add(ReadingsEnvironment.Definition);
}
