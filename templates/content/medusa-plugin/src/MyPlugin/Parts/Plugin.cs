using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>What the host finds: exactly one public class that implements <see cref="IMedusaPlugin"/>. Environment files compose what it registers.</summary>
public sealed class Plugin : IMedusaPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Add(new DropIncompleteRows());
        registry.Add(RowsRemoved.Template);
        registry.Add(new NoBlankRows());
    }
}
