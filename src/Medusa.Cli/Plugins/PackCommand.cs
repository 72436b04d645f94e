using System.CommandLine;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Client;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin pack</c>: a plugin's folder as one zip file.</summary>
internal static class PackCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder, or its project, which is built first.");
    private static readonly Option<string> Output = new("--output") { Description = "The folder that gets <id>-<version>.zip.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "pack",
            "Writes <id>-<version>.zip: every file and a manifest with its SHA-256. Equal files give equal bytes.",
            new Example("medusa plugin pack Acme.Readings --output out", "out/acme-readings-1.0.0.zip"))
        { Source, Output, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var plugin = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
        using var zip = new MemoryStream();
        PluginZip.Write(plugin.Files, zip);
        var bytes = zip.ToArray();
        var path = Path.Combine(parsed.GetRequiredValue(Output), $"{plugin.Manifest.Id}-{plugin.Manifest.Version}.zip");
        try
        {
            Directory.CreateDirectory(parsed.GetRequiredValue(Output));
            await File.WriteAllBytesAsync(path, bytes, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, failure.Message);
        }

        var sha256 = PluginFiles.Sha256(bytes);
        terminal.Out.WriteLine(parsed.GetValue(Json)
            ? JsonSerializer.Serialize(new { id = plugin.Manifest.Id, version = plugin.Manifest.Version, path, sha256, files = plugin.Files.Bytes.Count }, MedusaJson.Options)
            : $"{path}: {plugin.Files.Bytes.Count} files, {bytes.Length:N0} bytes, sha256 {sha256}");
        return ExitCode.Done;
    }
}
