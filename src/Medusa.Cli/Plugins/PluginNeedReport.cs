using System.Globalization;
using System.Text.Json;

namespace Medusa.Cli.Plugins;

/// <summary>Which plugins are needed, in words: a line for each plugin, for each environment that holds it, and for each that is missing.</summary>
internal static class PluginNeedReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="answer">What <c>GET /v1/plugins/unused</c> answered.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(JsonElement answer, TextWriter output)
    {
        var plugins = answer.GetProperty("plugins").EnumerateArray().ToArray();
        foreach (var plugin in plugins)
        {
            var isUnused = plugin.GetProperty("unused").GetBoolean();
            output.WriteLine($"{$"{Text(plugin, "id")}@{Text(plugin, "version")}",-32} {(isUnused ? "may go" : "must stay"),-10} {Why(plugin, isUnused)}");
            foreach (var environment in plugin.GetProperty("environments").EnumerateArray().Where(environment => environment.GetProperty("needed").GetBoolean()))
            {
                var absent = Text(environment, "served_by") is null ? "; nothing offers it here now: bring the plugin back" : "";
                output.WriteLine($"  {Text(environment, "name")}@{Text(environment, "version")}: {Counts(environment)}{absent}");
            }
        }

        foreach (var environment in answer.GetProperty("missing").EnumerateArray())
        {
            var begun = environment.GetProperty("plugins").EnumerateArray().Select(plugin => plugin.GetString()).ToArray();
            output.WriteLine($"{$"{Text(environment, "environment")}@{Text(environment, "version")}",-32} {"missing",-10} {Counts(environment)}{(begun.Length > 0 ? $", begun under {string.Join(", ", begun)}" : "")}");
        }

        output.WriteLine($"{plugins.Count(plugin => plugin.GetProperty("unused").GetBoolean())} of {plugins.Length} plugins may go.");
    }

    private static string Why(JsonElement plugin, bool isUnused)
    {
        var reasons = new List<string>();
        if (isUnused)
        {
            reasons.Add("no retained episode needs it");
        }
        else if (plugin.GetProperty("retained").GetInt64() > 0)
        {
            reasons.Add(Text(plugin, "droppable_after") is { } after ? $"until {after}, if no episode begins in it" : "episodes run in it");
        }

        if (Names(plugin, "required_by") is { Length: > 0 } required)
        {
            reasons.Add($"Medusa:RequiredEnvironments names {required}");
        }

        if (Names(plugin, "new_episodes_of") is { Length: > 0 } current)
        {
            reasons.Add($"new episodes of {current} begin in it");
        }

        return string.Join("; ", reasons);
    }

    private static string Counts(JsonElement environment)
    {
        var (running, retained) = (environment.GetProperty("running").GetInt64(), environment.GetProperty("retained").GetInt64());
        return string.Create(CultureInfo.InvariantCulture, $"{retained:N0} retained {(retained == 1 ? "episode" : "episodes")}, {running:N0} running");
    }

    private static string Names(JsonElement plugin, string field) => string.Join(", ", plugin.GetProperty(field).EnumerateArray().Select(name => name.GetString()));

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();
}
