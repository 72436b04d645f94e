using System.Globalization;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes plugins.</summary>
internal static class PluginJson
{
    /// <summary>Writes a plugin with its state.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(PluginStatus plugin, JsonBuffer json)
    {
        json.StartObject();
        Text("id", plugin.Id, json);
        Text("version", plugin.Version, json);
        Text("sha256", plugin.Sha256, json);
        Text("state", Words(plugin.State), json);
        Text("reason", plugin.Reason, json);
        Text("since", plugin.Since == default ? null : plugin.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), json);
        json.Name("environments");
        json.Value(Value.List(plugin.Environments));
        Text("description", plugin.Description, json);
        Text("license", plugin.License, json);
        Text("folder", plugin.Folder.Length == 0 ? null : plugin.Folder, json);
        Text("fault", plugin.Fault is { } fault ? Words(fault) : null, json);
        json.EndObject();
    }

    /// <summary>Writes a plugin of a node.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(NodePlugin plugin, JsonBuffer json)
    {
        json.StartObject();
        Text("id", plugin.Id, json);
        Text("version", plugin.Version, json);
        Text("sha256", plugin.Sha256, json);
        Text("state", Words(plugin.State), json);
        json.EndObject();
    }

    private static void Text(string name, string? text, JsonBuffer json)
    {
        json.Name(name);
        json.Text(text);
    }

    private static string Words<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
