namespace Medusa.Actors;

/// <summary>Asks a node about itself; answered with a <see cref="NodeReport"/>.</summary>
internal sealed class NodeQuery
{
    /// <summary>The only one.</summary>
    public static NodeQuery Instance { get; } = new();

    private NodeQuery()
    {
    }
}
