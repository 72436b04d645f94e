using System.Globalization;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes which plugins are needed.</summary>
internal static class PluginNeedJson
{
    /// <summary>Writes <c>{"plugins":[…],"missing":[…]}</c>.</summary>
    /// <param name="needs">What is needed.</param>
    /// <param name="retention">How long ended episodes are kept.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(PluginNeeds needs, TimeSpan retention, JsonBuffer json)
    {
        json.StartObject();
        json.Name("plugins"u8);
        json.StartList();
        foreach (var plugin in needs.Plugins)
        {
            WritePlugin(plugin, retention, json);
        }

        json.EndList();
        json.Name("missing"u8);
        json.StartList();
        foreach (var environment in needs.Missing)
        {
            json.Record(Record.Of(
                ("environment", environment.Name), ("version", environment.Version), ("running", environment.Running), ("retained", environment.Retained),
                ("plugins", Value.List(environment.BegunUnder))));
        }

        json.EndList();
        json.EndObject();
    }

    private static void WritePlugin(PluginNeed plugin, TimeSpan retention, JsonBuffer json) => json.Record(Record.Of(
        ("id", plugin.Id),
        ("version", plugin.Version),
        ("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(plugin.State.ToString())),
        ("unused", plugin.IsUnused),
        ("running", plugin.Running),
        ("retained", plugin.Retained),
        ("droppable_after", plugin.DroppableAfter(retention)?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        ("required_by", Value.List(plugin.RequiredBy)),
        ("new_episodes_of", Value.List(plugin.NewEpisodesOf)),
        ("environments", Value.List(plugin.Environments.Select(Environment).ToArray()))));

    private static Value Environment(EnvironmentNeed environment) => Record.Of(
        ("name", environment.Name),
        ("version", environment.Version),
        ("running", environment.Running),
        ("retained", environment.Retained),
        ("served_by", environment.ServedBy),
        ("needed", environment.IsNeeded));
}
