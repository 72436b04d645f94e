using System.CommandLine;
using System.CommandLine.Parsing;
using Medusa.Cli.Serving;
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
        var tree = new CommandTree(terminal);
        var parsed = tree.Root.Parse(arguments);
        if (terminal.HasColor && parsed.GetValue(tree.Global.NoColor))
        {
            return await RunAsync(arguments, terminal with { HasColor = false }, cancellation);
        }

        if (parsed.Errors.Count > 0)
        {
            var fault = parsed.UnmatchedTokens is [var unknown, ..] && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors ? $"'{unknown}' is not known here." : parsed.Errors[0].Message;
            return Refuse(terminal, ExitCode.Usage, $"{string.Join(' ', fault.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} See '{HelpOf(parsed.CommandResult)}'.");
        }

        return await InvokeAsync(parsed, terminal, tree.Global, cancellation);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, GlobalOptions global, CancellationToken cancellation)
    {
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
        catch (Exception failure)
        {
            return Confess(terminal, failure, global.WantsStack(parsed));
        }
    }

    /// <summary>Names a failure that no command foresaw: one line, and the stack for who asks for it.</summary>
    private static int Confess(Terminal terminal, Exception failure, bool withStack)
    {
        var hint = withStack ? "" : " Run it again with --debug to see where, and 'medusa doctor' to see whether the machine is at fault.";
        terminal.Warn($"unexpected {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}{hint}");
        if (withStack)
        {
            terminal.Error.WriteLine(failure);
        }

        return ExitCode.Unexpected;
    }

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
        terminal.Warn(message);
        return exitCode;
    }
}
