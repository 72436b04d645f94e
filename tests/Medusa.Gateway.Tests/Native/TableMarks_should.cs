using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class TableMarks_should
{
    private const string Dirty = """{"environment":"medusa","seed":1,"episode_id":"dirty"}""";

    [Fact]
    public async Task Stand_beside_the_rows_of_a_page_that_asks_for_them()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Dirty);
        var plain = (await server.SendAsync("GET", "/v1/episodes/dirty/tables/bronze_a?offset=50&limit=40")).Json;
        var marked = (await server.SendAsync("GET", "/v1/episodes/dirty/tables/bronze_a?offset=50&limit=40&marks=true")).Json;
        Assert.False(plain.TryGetProperty("marks", out _));
        Assert.Equal(plain.GetProperty("values").GetRawText(), marked.GetProperty("values").GetRawText());
        var marks = marked.GetProperty("marks").EnumerateArray().ToArray();
        Assert.All(marks, mark => Assert.InRange(mark.GetProperty("row").GetInt32(), 50, 89));
        for (var row = 0; row < 40; row++)
        {
            var key = marked.GetProperty("values")[row][0].GetString();
            Assert.Contains(marks, mark => mark.GetProperty("row").GetInt32() == row + 50 && mark.GetProperty("column").GetString() == "entity_id"
                && mark.GetProperty("kind").GetString() == (key is null ? "null_key" : "dirty_key"));
        }

        Assert.Contains(marks, mark => mark.GetProperty("kind").GetString() == "orphan" && mark.GetProperty("column").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Be_counted_by_kind_for_each_table_also_of_an_earlier_step()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Dirty);
        await server.SendAsync("POST", "/v1/episodes/dirty/step", """{"action":{"action":"PREP_KEYS_A"},"step":1}""");
        Assert.False(Counts(await server.SendAsync("GET", "/v1/episodes/dirty/tables?marks=true"), "bronze_a_prepped").TryGetProperty("dirty_key", out _));
        var before = Counts(await server.SendAsync("GET", "/v1/episodes/dirty/tables?marks=true&at=0"), "bronze_a_prepped");
        Assert.Equal(150, before.GetProperty("dirty_key").GetInt32());
        Assert.Equal(50, before.GetProperty("null_key").GetInt32());
        Assert.DoesNotContain("marks", (await server.SendAsync("GET", "/v1/episodes/dirty/tables")).Body);
    }

    [Fact]
    public async Task Show_a_new_column_without_a_row()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","seed":3,"episode_id":"drifted"}""");
        var page = (await server.SendAsync("GET", "/v1/episodes/drifted/tables/bronze_b?limit=1&marks=true")).Json;
        var mark = page.GetProperty("marks").EnumerateArray().First(mark => mark.GetProperty("kind").GetString() == "new_column");
        Assert.Equal(JsonValueKind.Null, mark.GetProperty("row").ValueKind);
        Assert.Contains(page.GetProperty("columns").EnumerateArray(), column => column.GetProperty("name").GetString() == mark.GetProperty("column").GetString());
    }

    [Theory]
    [InlineData("/v1/episodes/dirty/tables?marks=yes")]
    [InlineData("/v1/episodes/dirty/tables/silver?marks=1")]
    [InlineData("/v1/episodes/dirty/state?marks=true")]
    public async Task Be_asked_for_by_true_or_false_where_there_are_tables(string path)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Dirty);
        var answer = await server.SendAsync("GET", path);
        Assert.Equal((422, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Be_declared_with_features_and_tables_by_each_environment()
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var environment in (await server.SendAsync("GET", "/v1/environments")).Json.GetProperty("environments").EnumerateArray().Where(one => one.GetProperty("plugin").GetProperty("id").GetString() != "gate"))
        {
            var name = environment.GetProperty("name").GetString()!;
            var isMedusa = name.StartsWith("medusa", StringComparison.Ordinal);
            Assert.Equal(isMedusa ? 16 : 0, environment.GetProperty("features").GetArrayLength());
            Assert.Equal(isMedusa ? 7 : 3, environment.GetProperty("tables").GetArrayLength());
            Assert.Equal(
                isMedusa ? ["null_key", "dirty_key", "duplicate_key", "orphan", "new_column"] : ["selected", "noisy"],
                environment.GetProperty("marks").EnumerateArray().Select(mark => mark.GetProperty("kind").GetString()));
        }
    }

    private static JsonElement Counts(TestAnswer answer, string table) =>
        answer.Json.GetProperty("tables").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == table).GetProperty("marks");
}
