using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;
using Medusa.Gateway;

namespace Medusa.Cli.Keys;

/// <summary><c>medusa keys list</c>: the keys of the file, never the keys themselves.</summary>
internal static class ListCommand
{
    private static readonly Option<string?> File = KeysCommand.File();
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "list",
            "Lists the keys: ids, times, limits and notes.",
            new Example("medusa keys list", "those of the file that a server here reads"),
            new Example("medusa keys list --file /etc/medusa/keys.json --json", "those of another file, for programs"))
        { File, Json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var path = KeysCommand.PathOf(parsed.GetValue(File));
        var keys = KeysCommand.Guard(() => KeysFile.Read(path));
        if (parsed.GetValue(Json))
        {
            WriteJson(terminal, keys);
        }
        else
        {
            WriteTable(terminal, keys);
        }

        return ExitCode.Done;
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<StoredKey> keys)
    {
        var table = new Grid("id", "created", "revoked", "episodes#", "steps/s#", "rows#", "note");
        foreach (var key in keys)
        {
            table.Add(
                key.Id, Time(key.Created), key.Revoked is { } revoked ? new Cell(Time(revoked), Tone.Bad) : "-",
                Number(key.Limits?.LiveEpisodes), Number(key.Limits?.StepsPerSecond), Number(key.Limits?.Rows),
                key.Note?.ReplaceLineEndings(" ").Replace('\t', ' ') ?? "-");
        }

        table.Write(terminal);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(long? limit) => limit switch
    {
        null => "-",
        0 => "no limit",
        _ => limit.Value.ToString(CultureInfo.InvariantCulture),
    };

    private static void WriteJson(Terminal terminal, IReadOnlyList<StoredKey> keys) =>
        terminal.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                keys = keys.Select(key => new
                {
                    id = key.Id,
                    created = key.Created,
                    revoked = key.Revoked,
                    note = key.Note,
                    limits = new { live_episodes = key.Limits?.LiveEpisodes, steps_per_second = key.Limits?.StepsPerSecond, rows = key.Limits?.Rows },
                }),
            },
            MedusaJson.Options));
}
