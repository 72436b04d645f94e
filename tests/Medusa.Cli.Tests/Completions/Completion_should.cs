using System.Diagnostics;
using Medusa.Cli.Tests.Output;
using Medusa.Cli.Tests.Plugins;

namespace Medusa.Cli.Tests.Completions;

/// <summary>The scripts in the shells that they are for, with the program as it was built.</summary>
public sealed class Completion_should : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Completion_should()
    {
        // What an installed tool is: a program named medusa on the PATH.
        File.WriteAllText(folder["medusa"], $"#!/bin/sh\nexec dotnet '{PseudoTerminal.Program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["medusa"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => folder.Dispose();

    [ShellFact("bash")]
    public async Task Complete_in_bash()
    {
        Assert.Equal(["replay", "rollout"], await BashAsync("medusa r"));
        Assert.Equal(["--env", "--episodes"], (await BashAsync("medusa rollout --e")).Except(["--embedded"]));
        Assert.Equal(["medusa", "medusa-v0"], await BashAsync("medusa rollout --env med"));
        Assert.Equal(["documented"], await BashAsync("medusa rollout --policy docu"));
        Assert.Equal(["akka", "auto"], await BashAsync("medusa serve --engine a"));
        Assert.Equal(["messages"], await BashAsync("medusa export --format m"));
        Assert.Equal(["status"], await BashAsync("medusa cluster stat"));
        Assert.Contains("zsh", await BashAsync("medusa completion "));
    }

    [ShellFact("bash")]
    public async Task Say_nothing_where_a_file_is_wanted() => Assert.Empty(await BashAsync("medusa replay rollout.js"));

    [ShellFact("zsh")]
    public async Task Complete_in_zsh()
    {
        await WriteScriptAsync("zsh");
        var shown = await RunAsync("zsh", "-f", "-c", $$"""
            compdef() { :; }
            compadd() { shift; (( $# )) && print -l -- "$@"; }
            _files() { print files; }
            source '{{folder["zsh"]}}'
            words=(medusa rollout --env med); CURRENT=4; _medusa
            words=(medusa replay nothing.js); CURRENT=3; _medusa
            """);
        Assert.EndsWith("medusa-v0\nfiles\n", shown, StringComparison.Ordinal);
    }

    [ShellFact("fish")]
    public async Task Complete_in_fish()
    {
        await WriteScriptAsync("fish");
        var shown = await RunAsync("fish", "--no-config", "-c", $"source '{folder["fish"]}'; complete --do-complete 'medusa rollout --policy docu'; complete --do-complete 'medusa ro'");
        Assert.Equal(["documented", "rollout"], shown.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Print_a_script_that_asks_the_program(string shell)
    {
        var run = await CommandRun.OfAsync("completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("[suggest:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_a_shell_that_it_does_not_know() => (await CommandRun.OfAsync("completion", "tcsh")).AssertRefused(ExitCode.Usage, "tcsh");

    private async Task<string[]> BashAsync(string line)
    {
        await WriteScriptAsync("bash");
        // What bash itself does on Tab: it fills these variables and calls the function that 'complete' was given.
        var shown = await RunAsync("bash", "--norc", "-c", $$"""
            source '{{folder["bash"]}}'
            [[ $(complete -p medusa) == *'-F _medusa medusa' ]] || exit 1
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _medusa medusa
            printf '%s\n' "${COMPREPLY[@]}"
            """, "bash", line);
        return [.. shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private async Task WriteScriptAsync(string shell) => await File.WriteAllTextAsync(folder[shell], (await CommandRun.OfAsync("completion", shell)).Out);

    private async Task<string> RunAsync(string shell, params string[] arguments)
    {
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 1, await error);
        return await output;
    }
}
