using System.Text.Json;

namespace Medusa.Cli.Tests.Output;

public sealed class Terminal_should
{
    private const string Escape = "\u001b";
    private const string Rollout = "rollout --policy documented --episodes 20";

    [FactOnUnix]
    public async Task Get_tables_and_colours_where_a_person_reads()
    {
        var shown = await PseudoTerminal.ReadAsync("policies --env medusa");
        Assert.Contains("─", shown, StringComparison.Ordinal);
        Assert.Contains($"{Escape}[1m", shown, StringComparison.Ordinal);
    }

    [FactOnUnix]
    public async Task Get_a_bar_that_is_redrawn_while_episodes_are_played()
    {
        var shown = await PseudoTerminal.ReadAsync(Rollout);
        Assert.Matches($"{Escape}\\[[0-9]*A|{Escape}\\[\\?25l", shown);
        Assert.Contains("policy documented: 20 of 20 episodes", shown, StringComparison.Ordinal);
    }

    [FactOnUnix]
    public async Task Get_no_colours_where_they_are_not_wanted()
    {
        foreach (var shown in new[] { await PseudoTerminal.ReadAsync("policies --env medusa", ("NO_COLOR", "1")), await PseudoTerminal.ReadAsync("policies --env medusa --no-color") })
        {
            Assert.Contains("─", shown, StringComparison.Ordinal);
            Assert.DoesNotMatch($"{Escape}\\[[0-9;]*m", shown);
        }

        // A bar needs the cursor, and no colour: 3x and 4x, 9x and 10x, 38;5;n and 48;5;n.
        Assert.DoesNotMatch($"{Escape}\\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m", await PseudoTerminal.ReadAsync($"{Rollout} --no-color"));
    }

    [FactOnUnix]
    public async Task Be_written_to_like_a_file_where_it_cannot_move_its_cursor() =>
        Assert.DoesNotContain(Escape, await PseudoTerminal.ReadAsync(Rollout, ("TERM", "dumb")), StringComparison.Ordinal);

    [FactOnUnix]
    public async Task Leave_pipes_plain()
    {
        foreach (var arguments in new[] { Rollout, "policies --env medusa", "plugin list", "atlantis" })
        {
            Assert.DoesNotContain(Escape, await PseudoTerminal.PipeAsync(arguments), StringComparison.Ordinal);
        }
    }

    [FactOnUnix]
    public async Task Keep_progress_off_the_output()
    {
        var output = (await PseudoTerminal.PipeAsync($"{Rollout} --json")).Split('\n')[0];
        Assert.Equal(20, JsonElement.Parse(output).GetProperty("episodes").GetInt32());
    }
}
