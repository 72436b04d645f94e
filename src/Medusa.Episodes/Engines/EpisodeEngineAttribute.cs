namespace Medusa.Episodes;

/// <summary>Marks an assembly that holds an episode engine. It is installed as <c>engines/&lt;name&gt;/</c> below the host and loaded at the start, see <see cref="EngineOptions"/>.</summary>
/// <param name="setup">A public class that implements <see cref="IEngineSetup"/> and has a public constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EpisodeEngineAttribute(Type setup) : Attribute
{
    /// <summary>The class that adds the engine to a host.</summary>
    public Type Setup => setup;
}
