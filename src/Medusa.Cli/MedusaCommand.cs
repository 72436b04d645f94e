using System.CommandLine;
using System.CommandLine.Parsing;
using Medusa.Cli.Clusters;
using Medusa.Cli.Deletions;
using Medusa.Cli.Exports;
using Medusa.Cli.Journals;
using Medusa.Cli.Plugins;
using Medusa.Cli.Policies;
using Medusa.Cli.Replays;
using Medusa.Cli.Rollouts;
using Medusa.Cli.Serving;
using Medusa.Cli.Sessions;
using Medusa.Client;

namespace Medusa.Cli;

/// <summary>The command <c>medusa</c>.</summary>
public static class MedusaCommand
{
    /// <summary>How long a command gets to finish after Ctrl-C or SIGTERM.</summary>
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(15);

    /// <summary>How long a server gets, which ends by its own settings (<c>Medusa:ShutdownGrace</c>, then <c>Medusa:Cluster:LeaveTimeout</c>): longer than the greatest of both.</summary>
    private static readonly TimeSpan ServerFarewellTime = TimeSpan.FromMinutes(26);

    /// <summary>Runs the command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="cancellation">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var parsed = Root(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var fault = parsed.UnmatchedTokens is [var unknown, ..] && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors ? $"'{unknown}' is not known here." : parsed.Errors[0].Message;
            return Refuse(terminal, ExitCode.Usage, $"{fault} See '{HelpOf(parsed.CommandResult)}'.");
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = parsed.CommandResult.Command.Name == ServeCommand.Name ? ServerFarewellTime : FarewellTime,
                },
                cancellation);
        }
        catch (CommandException refusal)
        {
            return Refuse(terminal, refusal.ExitCode, refusal.Message);
        }
        catch (Exception failure) when (failure is MedusaProblemException or MedusaUnreachableException or OpenEnvException)
        {
            return Refuse(terminal, ExitCode.Server, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static RootCommand Root(Terminal terminal) => new("Medusa: reinforcement-learning episodes, served, rolled out, replayed and exported.")
    {
        ServeCommand.Create(terminal),
        RolloutCommand.Create(terminal),
        ReplayCommand.Create(terminal),
        ExportCommand.Create(terminal),
        DeleteCommand.Create(terminal),
        JournalCommand.Create(terminal),
        PoliciesCommand.Create(terminal),
        SessionCommand.Create(terminal),
        PluginCommand.Create(terminal),
        ClusterCommand.Create(terminal),
    };

    private static string HelpOf(SymbolResult? result)
    {
        var names = new List<string> { "--help" };
        for (; result is CommandResult { Command: not RootCommand } command; result = result.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return $"medusa {string.Join(' ', names)}";
    }

    private static int Refuse(Terminal terminal, int exitCode, string message)
    {
        terminal.Error.WriteLine($"medusa: {message}");
        return exitCode;
    }
}
