using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Cli.Serving;
using Medusa.Client;
using Medusa.Gateway;

namespace Medusa.Cli.Keys;

/// <summary><c>medusa keys new</c>: makes a key and prints it, once.</summary>
internal static class NewCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "What the key's episodes are owned by and what logs show: 1 to 64 letters, digits, dots, underscores and hyphens.", HelpName = "ID" };
    private static readonly Option<string?> Note = new("--note") { Description = "What the key is for.", HelpName = "TEXT" };
    private static readonly Option<int?> LiveEpisodes = new("--live-episodes") { Description = "How many of the key's episodes may run at a time; 0 for no limit. Default: Medusa:Limits.", HelpName = "N" };
    private static readonly Option<int?> StepsPerSecond = new("--steps-per-second") { Description = "How many steps the key may take in a second; 0 for no limit. Default: Medusa:Limits.", HelpName = "N" };
    private static readonly Option<long?> Rows = new("--rows") { Description = "How many rows the key's running episodes may have asked for; 0 for no limit. Default: Medusa:Limits.", HelpName = "N" };
    private static readonly Option<string?> File = KeysCommand.File();
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object: id, key, file.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "new",
            "Makes a key and prints it: this once, because only its hash is kept.",
            new Example("medusa keys new trainer-1", "a key without limits of its own"),
            new Example("medusa keys new guest --live-episodes 8 --steps-per-second 100 --note course", "one with limits"))
        { Id, Note, LiveEpisodes, StepsPerSecond, Rows, File, Json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var (id, path) = (parsed.GetValue(Id)!, KeysCommand.PathOf(parsed.GetValue(File)));
        var limits = new KeyLimits { LiveEpisodes = parsed.GetValue(LiveEpisodes), StepsPerSecond = parsed.GetValue(StepsPerSecond), Rows = parsed.GetValue(Rows) };
        var (key, sha256) = DrawnKey.Draw();
        var made = new StoredKey(id, sha256, DateTimeOffset.UtcNow) { Note = parsed.GetValue(Note), Limits = limits == new KeyLimits() ? null : limits };
        KeysCommand.Guard(() =>
        {
            KeysFile.Change(path, keys => keys.Any(known => known.Id == id)
                ? throw new KeysFileException($"'{path}' has a key '{id}' already; ids are not used again, because episodes are owned by them: take another one.")
                : [.. keys, made]);
            return made;
        });
        terminal.Out.WriteLine(parsed.GetValue(Json) ? JsonSerializer.Serialize(new { id, key, file = path }, MedusaJson.Options) : key);
        terminal.Error.WriteLine($"medusa: key '{id}' is in {path}. It is shown this once: servers keep its hash only.");
        return ExitCode.Done;
    }
}
