using System.CommandLine;
using Medusa.Cli.Help;

namespace Medusa.Cli.Clusters;

/// <summary><c>medusa cluster</c>: looks at a cluster, or runs a small one on this machine.</summary>
internal static class ClusterCommand
{
    internal static Command Create(Terminal terminal) => new Verb("cluster", "Shows the nodes of a cluster, or runs one on this machine to try it.")
    {
        StatusCommand.Create(terminal),
        StartCommand.Create(terminal),
    };
}
