namespace Medusa.Operators.Abstractions;

/// <summary>
/// What the host looks for in a plugin's entry assembly: exactly one public class that implements this interface and has a public constructor without parameters.
/// </summary>
public interface IMedusaPlugin
{
    /// <summary>Hands the plugin's environments to the host. Called once after loading; must not start threads or touch the outside.</summary>
    /// <param name="registry">Where to register them.</param>
    void Register(IPluginRegistry registry);
}
