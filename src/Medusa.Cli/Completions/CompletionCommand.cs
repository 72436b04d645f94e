using System.CommandLine;
using Medusa.Cli.Help;

namespace Medusa.Cli.Completions;

/// <summary><c>medusa completion SHELL</c>: a script that lets a shell complete verbs, options and installed names by asking this program.</summary>
internal static class CompletionCommand
{
    private const string Prefix = "completion/";

    private static readonly Argument<string> Shell = new("SHELL") { Description = "The shell: bash, zsh, fish or pwsh.", HelpName = "SHELL" };

    /// <summary>The shells that there are scripts for.</summary>
    internal static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "completion",
            "Prints a script with which a shell completes this program's command lines. A new shell has to read it.",
            new Example("medusa completion bash > ~/.local/share/bash-completion/completions/medusa", "bash, with the package bash-completion; without it: source <(medusa completion bash) in ~/.bashrc"),
            new Example("medusa completion zsh > ~/.zfunc/_medusa", "zsh, where fpath has ~/.zfunc before compinit"),
            new Example("medusa completion fish > ~/.config/fish/completions/medusa.fish", "fish"),
            new Example("medusa completion pwsh >> $PROFILE", "PowerShell"))
        { Shell };
        Shell.AcceptOnlyFromAmong([.. Shells]);
        command.SetAction(parsed =>
        {
            using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream(Prefix + parsed.GetRequiredValue(Shell))!);
            terminal.Out.Write(script.ReadToEnd());
            return ExitCode.Done;
        });
        return command;
    }
}
