using System.Collections.Immutable;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>Types, messages and contexts as OpenEnv's validator (pydantic 2.10) gave them for the same actions in recorded sessions.</summary>
public sealed class ActionErrors_should
{
    private const string Expected = "'SYNC_CHECK', 'EVOLVE_SCHEMA', 'PREP_KEYS_A', 'PREP_KEYS_B', 'DEDUPLICATE_B', 'EXECUTE_JOIN_INNER', 'EXECUTE_JOIN_LEFT', 'EXECUTE_JOIN_ANTI', 'APPLY_SCD_1', 'APPLY_SCD_2' or 'COMMIT'";

    private static readonly PreparedEnvironment Medusa = Load();

    [Theory]
    [InlineData("""{"action": "NOPE"}""", "action", "enum", "Input should be " + Expected, "\"NOPE\"", $$"""{"expected":"{{Expected}}"}""")]
    [InlineData("""{"action": "sync_check"}""", "action", "enum", "Input should be " + Expected, "\"sync_check\"", $$"""{"expected":"{{Expected}}"}""")]
    [InlineData("""{"action": 0}""", "action", "enum", "Input should be " + Expected, "0", $$"""{"expected":"{{Expected}}"}""")]
    [InlineData("{ }", "action", "missing", "Field required", "{}", null)]
    [InlineData("""{"action": "SYNC_CHECK", "extra": 1}""", "extra", "extra_forbidden", "Extra inputs are not permitted", "1", null)]
    [InlineData("""{"action": "SYNC_CHECK", "params": null}""", "params", "dict_type", "Input should be a valid dictionary", "null", null)]
    [InlineData("""{"action": "SYNC_CHECK", "params": [1, 2.50]}""", "params", "dict_type", "Input should be a valid dictionary", "[1,2.5]", null)]
    [InlineData("""{"action": "SYNC_CHECK", "metadata": 1}""", "metadata", "dict_type", "Input should be a valid dictionary", "1", null)]
    public void Read_as_recorded(string action, string path, string type, string message, string input, string? context)
    {
        Assert.Null(Medusa.Actions.Read(CountingHost.Json(action), out _, out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((path, type, message, input, context), (error.DottedPath, error.Type, error.Message, error.Input, error.Context));
    }

    [Fact]
    public void Stand_in_the_order_of_the_fields_with_unknown_ones_last()
    {
        Medusa.Actions.Read(CountingHost.Json("""{"z":1,"params":1,"metadata":1,"action":1,"a":1}"""), out _, out var errors);
        Assert.Equal(["metadata", "action", "params", "z", "a"], errors.Select(error => error.DottedPath));
    }

    [Fact]
    public void Leave_schemas_as_recorded()
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("action"u8);
        SchemaWriter.WriteAction(Medusa.Definition, json);
        json.Name("observation"u8);
        SchemaWriter.WriteObservation(Medusa.Definition, json);
        json.Name("state"u8);
        SchemaWriter.WriteState(json);
        json.EndObject();
        var written = CountingHost.Json(Encoding.UTF8.GetString(json.WrittenSpan));
        var recorded = CountingHost.Json(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "schema.json")));
        Assert.Equal(recorded.GetProperty("action").GetRawText(), written.GetProperty("action").GetRawText());
        Assert.Equal(recorded.GetProperty("state").GetRawText(), written.GetProperty("state").GetRawText());
        Assert.Equal(recorded.GetProperty("observation").GetProperty("properties").GetRawText(), written.GetProperty("observation").GetProperty("properties").GetRawText());
    }

    [Theory]
    [InlineData("""{"integer":1.5}""", "integer", "int_from_float", "Input should be a valid integer, got a number with a fractional part")]
    [InlineData("""{"integer":"x"}""", "integer", "int_parsing", "Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("""{"integer":-1}""", "integer", "greater_than_equal", "Input should be greater than or equal to 0")]
    [InlineData("""{"integer":11}""", "integer", "less_than_equal", "Input should be less than or equal to 10")]
    [InlineData("""{"number":"x"}""", "number", "float_parsing", "Input should be a valid number, unable to parse string as a number")]
    [InlineData("""{"number":1e999}""", "number", "finite_number", "Input should be a finite number")]
    [InlineData("""{"truth":0}""", "truth", "bool_type", "Input should be a valid boolean")]
    [InlineData("""{"text":1}""", "text", "string_type", "Input should be a valid string")]
    [InlineData("""{"text":"abcd"}""", "text", "string_too_long", "String should have at most 3 characters")]
    [InlineData("""{"list":1}""", "list", "list_type", "Input should be a valid list")]
    [InlineData("""{"list":[1,2,3]}""", "list", "too_long", "List should have at most 2 items after validation, not 3")]
    [InlineData("""{"list":[1,true]}""", "list.1", "int_type", "Input should be a valid integer")]
    [InlineData("""{"literal":"c"}""", "literal", "literal_error", "Input should be 'a' or 'b'")]
    public void Say_what_is_wrong_with_each_kind_of_field(string json, string path, string type, string message)
    {
        ImmutableArray<FieldDescriptor> fields =
        [
            new("integer", FieldKind.Integer) { Minimum = 0, Maximum = 10 },
            new("number", FieldKind.Number),
            new("truth", FieldKind.Boolean),
            new("text", FieldKind.Text) { MaxLength = 3 },
            new("list", FieldKind.List) { MaxLength = 2, Items = new FieldDescriptor("item", FieldKind.Integer) },
            new("literal", FieldKind.Text) { Choices = ["a", "b"] },
        ];
        var errors = new List<FieldError>();
        DescriptorReader.Read(new ObjectDescriptor("Test", fields), CountingHost.Json(json), errors);
        var error = Assert.Single(errors);
        Assert.Equal((path, type, message), (error.DottedPath, error.Type, error.Message));
    }

    private static PreparedEnvironment Load()
    {
        var plugin = PluginLoader.Load(Path.Combine(AppContext.BaseDirectory, "plugins", "medusa"));
        var environment = plugin.Environments.FirstOrDefault(offered => offered.Definition.Name == "medusa-v0") ?? plugin.Environments[0];
        return new PreparedEnvironment(environment, ResultLimits.Of(new EpisodesOptions { MaxRows = 100_000 }));
    }
}
