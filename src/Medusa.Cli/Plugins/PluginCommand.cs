using System.CommandLine;
using Medusa.Cli.Help;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin</c>: what an author does with a plugin, from its first file to the server that runs it, and an operator before an image drops it.</summary>
internal static class PluginCommand
{
    internal static Command Create(Terminal terminal) => new Verb("plugin", "Makes, checks, packs and installs plugins, and says which ones nothing needs.")
    {
        NewCommand.Create(terminal),
        CheckCommand.Create(terminal),
        PackCommand.Create(terminal),
        InspectCommand.Create(terminal),
        RunCommand.Create(terminal),
        BenchCommand.Create(terminal),
        InstallCommand.Create(terminal),
        ListCommand.Create(terminal),
        UnusedCommand.Create(terminal),
    };
}
