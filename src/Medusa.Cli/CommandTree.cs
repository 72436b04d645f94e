using System.CommandLine;
using System.CommandLine.Help;
using Medusa.Cli.Clusters;
using Medusa.Cli.Completions;
using Medusa.Cli.Deletions;
using Medusa.Cli.Doctor;
using Medusa.Cli.Exports;
using Medusa.Cli.Help;
using Medusa.Cli.Journals;
using Medusa.Cli.Keys;
using Medusa.Cli.Plugins;
using Medusa.Cli.Policies;
using Medusa.Cli.Replays;
using Medusa.Cli.Rollouts;
using Medusa.Cli.Serving;
using Medusa.Cli.Sessions;

namespace Medusa.Cli;

/// <summary>All verbs with their options.</summary>
internal sealed class CommandTree
{
    internal CommandTree(Terminal terminal)
    {
        Root = new RootCommand("Medusa: reinforcement-learning episodes, served, rolled out, replayed and exported.")
        {
            ServeCommand.Create(terminal),
            PlayCommand.Create(terminal),
            RolloutCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            ExportCommand.Create(terminal),
            DeleteCommand.Create(terminal),
            JournalCommand.Create(terminal),
            PoliciesCommand.Create(terminal),
            SessionCommand.Create(terminal),
            KeysCommand.Create(terminal),
            PluginCommand.Create(terminal),
            ClusterCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            CompletionCommand.Create(terminal),
            Global.NoColor,
            Global.Debug,
        };
        // The usual one has /h and /? too, which a shell would offer with every Tab.
        Root.Options.Remove(Root.Options.OfType<HelpOption>().Single());
        var help = new HelpOption("--help", "-h", "-?") { Description = "Shows what the verb does and takes, with examples." };
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        Root.Add(help);
        Root.Options.OfType<VersionOption>().Single().Description = "Shows the program's version.";
    }

    /// <summary>The options that every verb takes.</summary>
    internal GlobalOptions Global { get; } = new();

    /// <summary><c>medusa</c> itself.</summary>
    internal RootCommand Root { get; }
}
