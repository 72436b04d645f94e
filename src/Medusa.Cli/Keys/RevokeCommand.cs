using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;
using Medusa.Gateway;

namespace Medusa.Cli.Keys;

/// <summary><c>medusa keys revoke</c>: has servers refuse a key.</summary>
internal static class RevokeCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The key.", HelpName = "ID" };
    private static readonly Option<string?> File = KeysCommand.File();
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object: id, file, and whether the key was revoked just now.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "revoke",
            "Has servers refuse a key and close what is open for it. Its episodes stay; its id is not given to another key.",
            new Example("medusa keys revoke trainer-1", "refused by running servers within 2 s"))
        { Id, File, Json };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var (id, path) = (parsed.GetValue(Id)!, KeysCommand.PathOf(parsed.GetValue(File)));
        var isNew = KeysCommand.Guard(() =>
        {
            var revokes = false;
            KeysFile.Change(path, keys =>
            {
                var known = keys.FirstOrDefault(key => key.Id == id) ?? throw new KeysFileException($"'{path}' has no key '{id}': see 'medusa keys list'.");
                revokes = known.Revoked is null;
                return revokes ? [.. keys.Select(key => key == known ? known with { Revoked = DateTimeOffset.UtcNow } : key)] : keys;
            });
            return revokes;
        });
        if (parsed.GetValue(Json))
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new { id, file = path, revoked_now = isNew }, MedusaJson.Options));
        }

        terminal.Error.WriteLine(isNew ? $"medusa: key '{id}' is revoked; servers that read {path} refuse it within 2 s." : $"medusa: key '{id}' was revoked before.");
        return ExitCode.Done;
    }
}
