using System.Text.Json;
using System.Text.Json.Nodes;
using Medusa.Episodes;

namespace Medusa.Cli.Plugins;

/// <summary>A manifest that lists the SHA-256 of every file beside it, as the loader wants it.</summary>
internal static class CompleteManifest
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The files with a complete manifest: as it is where it lists files, with the digests computed where it lists none.</summary>
    /// <exception cref="CommandException">There is no manifest or it is wrong, a listed file is missing or differs, or a file is not listed.</exception>
    public static (PluginManifest Manifest, PluginFiles Files) Of(PluginFiles files)
    {
        if (!files.Bytes.TryGetValue(PluginManifest.FileName, out var json))
        {
            throw new CommandException(ExitCode.Usage, $"There is no {PluginManifest.FileName}.");
        }

        var manifest = Read(json);
        if (manifest.Files.Count == 0)
        {
            var complete = JsonNode.Parse(json, documentOptions: Lenient)!.AsObject();
            complete["files"] = new JsonObject(Others(files).Select(file => KeyValuePair.Create(file.Key, (JsonNode?)PluginFiles.Sha256(file.Value))));
            files = files.With(PluginManifest.FileName, [.. JsonSerializer.SerializeToUtf8Bytes(complete, Json), (byte)'\n']);
            manifest = Read(files.Bytes[PluginManifest.FileName]);
        }

        Verify(manifest, files);
        return (manifest, files);
    }

    private static PluginManifest Read(byte[] json)
    {
        try
        {
            return PluginManifest.Read(json);
        }
        catch (PluginException refusal)
        {
            throw new CommandException(ExitCode.Different, refusal.Message);
        }
    }

    private static void Verify(PluginManifest manifest, PluginFiles files)
    {
        foreach (var (name, digest) in manifest.Files)
        {
            if (!files.Bytes.TryGetValue(name, out var bytes))
            {
                throw new CommandException(ExitCode.Different, $"The manifest names '{name}', which is not there.");
            }

            if (!string.Equals(PluginFiles.Sha256(bytes), digest, StringComparison.OrdinalIgnoreCase))
            {
                throw new CommandException(ExitCode.Different, $"'{name}' has another SHA-256 than the manifest says.");
            }
        }

        foreach (var (name, _) in Others(files))
        {
            if (!manifest.Files.ContainsKey(name))
            {
                throw new CommandException(ExitCode.Different, $"'{name}' is not listed in {PluginManifest.FileName}.");
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Others(PluginFiles files) => files.Bytes.Where(file => file.Key != PluginManifest.FileName);
}
