namespace Medusa.Cluster.Tests.Nodes;

/// <summary>The end of a node's process.</summary>
/// <param name="Code">Its exit code; above 128 the signal that ended it, plus 128.</param>
/// <param name="WasAsked">Whether the test had told it to stop.</param>
/// <param name="Output">The last lines that it wrote.</param>
public sealed record NodeExit(int Code, bool WasAsked, string Output)
{
    /// <summary>More ends than this of one node are no recovery.</summary>
    public const int Hopeless = 15;
}
