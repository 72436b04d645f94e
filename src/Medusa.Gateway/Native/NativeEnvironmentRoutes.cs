using System.Globalization;
using System.Text;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /v1/environments</c>.</summary>
/// <param name="environments">The environments.</param>
/// <param name="calls">Asks plugins what they say of themselves.</param>
internal sealed class NativeEnvironmentRoutes(EnvironmentLookup environments, PluginCalls calls)
{
    /// <summary>Lists the environments.</summary>
    /// <param name="context">The request.</param>
    public async Task EnvironmentsAsync(HttpContext context)
    {
        var json = new JsonBuffer(16 << 10);
        json.StartObject();
        json.Name("default"u8);
        json.Text(environments.Default?.Definition.Name);
        json.Name("environments"u8);
        json.StartList();
        foreach (var environment in environments.Catalogue.Environments)
        {
            json.Raw((await DescribeAsync(environment)).WrittenSpan);
        }

        json.EndList();
        json.EndObject();
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>A plugin that fails to describe its environment does not hide the others'.</summary>
    private async Task<JsonBuffer> DescribeAsync(LoadedEnvironment environment)
    {
        try
        {
            return await calls.WriteAsync(environment, json => Write(environment, json));
        }
        catch (PluginCallException fault)
        {
            var json = new JsonBuffer();
            json.Record(Record.Of(
                ("name", environment.Definition.Name),
                ("version", environment.Definition.Version),
                ("problem", Record.Of(("code", fault.Problem.Code), ("detail", fault.Problem.Detail)))));
            return json;
        }
    }

    private void Write(LoadedEnvironment loaded, JsonBuffer json)
    {
        var environment = loaded.Definition;
        json.StartObject();
        json.Name("name"u8);
        json.Text(environment.Name);
        json.Name("version"u8);
        json.Text(environment.Version);
        json.Name("title"u8);
        json.Text(environment.Title);
        json.Name("description"u8);
        json.Text(environment.Description);
        json.Name("plugin"u8);
        json.StartObject();
        WritePlugin(loaded.Provenance, json);
        json.EndObject();
        json.Name("seeds"u8);
        json.StartObject();
        json.Name("minimum"u8);
        json.Integer(0);
        json.Name("maximum"u8);
        json.Raw(Encoding.ASCII.GetBytes(environment.Seeds.Maximum.ToString(CultureInfo.InvariantCulture)));
        json.EndObject();
        json.Name("options"u8);
        SchemaWriter.WriteObject(environments.OptionsOf(environment), json);
        json.Name("action"u8);
        SchemaWriter.WriteAction(environment, json);
        json.Name("actions"u8);
        WriteActions(environment, json);
        json.Name("observation"u8);
        SchemaWriter.WriteObservation(environment, json);
        json.Name("rewards"u8);
        WriteNamed(environment.Rewards.Select(rule => (rule.Name, rule.Description)), json);
        json.Name("checks"u8);
        WriteNamed(environment.Checks.Select(check => (check.Name, check.Description)), json);
        json.Name("features"u8);
        WriteNamed(environment.Features.Select(feature => (feature.Name, feature.Description)), json);
        json.Name("tables"u8);
        WriteTitled(environment.Tables.Select(table => ("name", table.Name, table.Title, table.Description)), json);
        json.Name("marks"u8);
        WriteTitled((environment.Inspector?.Kinds ?? []).Select(mark => ("kind", mark.Kind, mark.Title, mark.Description)), json);
        json.Name("tasks"u8);
        TaskJson.WriteList(environment.Tasks, json);
        json.Name("policies"u8);
        WriteNamed(environment.Policies.Select(policy => (policy.Name, policy.Description)), json);
        json.Name("baseline_policy"u8);
        json.Text(environment.BaselinePolicy);
        json.EndObject();
    }

    private static void WriteActions(EnvironmentDefinition environment, JsonBuffer json)
    {
        json.StartList();
        foreach (var action in environment.Operators)
        {
            json.StartObject();
            json.Name("name"u8);
            json.Text(action.Name);
            json.Name("description"u8);
            json.Text(action.Description);
            json.Name("parameters"u8);
            SchemaWriter.WriteObject(action.Parameters, json);
            json.EndObject();
        }

        json.EndList();
    }

    private static void WriteNamed(IEnumerable<(string Name, string Description)> items, JsonBuffer json)
    {
        json.StartList();
        foreach (var (name, description) in items)
        {
            json.Record(Record.Of(("name", name), ("description", description)));
        }

        json.EndList();
    }

    private static void WriteTitled(IEnumerable<(string Key, string Name, string Title, string Description)> items, JsonBuffer json)
    {
        json.StartList();
        foreach (var (key, name, title, description) in items)
        {
            json.Record(Record.Of((key, name), ("title", title), ("description", description)));
        }

        json.EndList();
    }

    private static void WritePlugin(PluginProvenance plugin, JsonBuffer json)
    {
        json.Name("id"u8);
        json.Text(plugin.Id);
        json.Name("version"u8);
        json.Text(plugin.Version);
        json.Name("sha256"u8);
        json.Text(plugin.Sha256);
    }
}
