using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;
using Medusa.Episodes;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin install</c>: into a server's folder, and if asked the server is told.</summary>
internal static class InstallCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<string?> Plugins = new("--plugins") { Description = "The server's folder of plugins; default: plugins/ beside this executable.", HelpName = "DIR" };
    private static readonly Option<string?> Server = ServerOption.Create("Tells this server to load what is new; the key, where it wants one, stands in the URL's user-info.", "--server", "--url");
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "install",
            "Verifies a plugin and renames it into place as <id>@<version>; never overwrites other bytes.",
            new Example("medusa plugin install acme-readings-1.0.0.zip", "beside this executable"),
            new Example("medusa plugin install acme-readings-1.0.0.zip --plugins /srv/medusa/plugins --url http://127.0.0.1:8000", "into a server's folder, and the server loads it"))
        { Source, Plugins, Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var plugin = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
        plugin.Load().Context.Unload();
        var plugins = parsed.GetValue(Plugins) ?? Path.GetFullPath(new EpisodesOptions().PluginsPath, AppContext.BaseDirectory);
        var (folder, isNew) = PluginInstallation.Install(plugin, plugins);
        if (!parsed.GetValue(Json))
        {
            terminal.Out.WriteLine(isNew ? $"Installed {folder}." : $"{folder} holds the same files already.");
        }

        var states = ServerOption.Read(parsed, Server) is { } address ? await ReloadAsync(address, cancellation) : default;
        if (parsed.GetValue(Json))
        {
            var server = states.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : states;
            terminal.WriteJson(new { id = plugin.Manifest.Id, version = plugin.Manifest.Version, folder, @new = isNew, server });
        }
        else
        {
            WriteStates(terminal.Out, states);
        }

        return ExitCode.Done;
    }

    private static async Task<JsonElement> ReloadAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new MedusaClient(address);
        return await client.ReloadPluginsAsync(cancellation);
    }

    private static void WriteStates(TextWriter output, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("plugins", out var plugins))
        {
            return;
        }

        foreach (var plugin in plugins.EnumerateArray())
        {
            var name = Text(plugin, "id") is { } id ? $"{id}@{Text(plugin, "version")}" : Text(plugin, "folder");
            output.WriteLine($"  {name,-32} {Text(plugin, "state"),-12} {Text(plugin, "reason")}".TrimEnd());
        }
    }

    private static string? Text(JsonElement plugin, string name) =>
        plugin.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
