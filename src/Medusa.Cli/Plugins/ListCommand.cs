using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;
using Medusa.Episodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin list</c>: the plugins of a folder, loaded as a server would, or of a server.</summary>
internal static class ListCommand
{
    private static readonly Option<string?> Plugins = new("--plugins") { Description = "The folder of plugins; default: plugins/ beside this executable.", HelpName = "DIR" };
    private static readonly Option<string?> Server = ServerOption.Create("Asks this server instead; the key, where it wants one, stands in the URL's user-info.");
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "list",
            "Lists the plugins of a folder or of a server: state, environments and, where one was rejected, the reason.",
            new Example("medusa plugin list", "what is installed beside this executable"),
            new Example("medusa plugin list --url http://127.0.0.1:8000 --json", "what a server has, as it answers it"))
        { Plugins, Server, Json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Plugins) is not null && result.GetValue(Server) is not null)
            {
                result.AddError("--plugins and --url exclude each other.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var answer = ServerOption.Read(parsed, Server) is { } address ? await AskAsync(address, cancellation) : Read(parsed.GetValue(Plugins));
        if (parsed.GetValue(Json))
        {
            terminal.Out.WriteLine(answer.GetRawText());
            return ExitCode.Done;
        }

        var grid = new Grid("plugin", "state", "environments", "reason");
        foreach (var plugin in answer.GetProperty("plugins").EnumerateArray())
        {
            var state = Text(plugin, "state") ?? "-";
            grid.Add(
                Text(plugin, "id") is { } id ? $"{id}@{Text(plugin, "version")}" : Text(plugin, "folder") ?? "-",
                new Cell(state, state switch { "active" => Tone.Good, "rejected" or "quarantined" or "leaked" => Tone.Bad, _ => Tone.Faint }),
                plugin.TryGetProperty("environments", out var offered) && offered.GetArrayLength() > 0 ? string.Join(", ", offered.EnumerateArray().Select(name => name.ToString())) : "-",
                Text(plugin, "reason") ?? "");
        }

        grid.Write(terminal);
        return ExitCode.Done;
    }

    private static async Task<JsonElement> AskAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new MedusaClient(address);
        return await client.GetAsync("v1/plugins", cancellation);
    }

    /// <summary>The folder's plugins in the shape in which a server answers.</summary>
    private static JsonElement Read(string? folder)
    {
        using var catalogue = PluginCatalogue.Load(folder is null ? new EpisodesOptions() : new EpisodesOptions { PluginsPath = Path.GetFullPath(folder) }, NullLogger.Instance);
        return JsonSerializer.SerializeToElement(
            new
            {
                plugins = catalogue.Plugins.Select(plugin => new
                {
                    folder = plugin.Folder,
                    id = plugin.Id,
                    version = plugin.Version,
                    sha256 = plugin.Sha256,
                    state = plugin.State.ToString().ToLowerInvariant(),
                    reason = plugin.Reason,
                    environments = plugin.Environments,
                }),
            },
            MedusaJson.Options);
    }

    private static string? Text(JsonElement plugin, string name) => plugin.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
