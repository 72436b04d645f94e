namespace Medusa.Gateway.Tests;

public sealed class TaskRoutes_should
{
    [Fact]
    public async Task List_the_tasks_in_every_form()
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal(12, (await server.SendAsync("GET", "/tasks")).Json.GetProperty("tasks").GetArrayLength());
        Assert.Contains("medusa", (await server.SendAsync("GET", "/list_environments")).Body);
        Assert.Equal("[{\"name\":\"train\",\"type\":\"train\"}]", (await server.SendAsync("GET", "/MEDUSA/splits")).Body);
        Assert.Equal("{\"num_tasks\":12}", (await server.SendAsync("POST", "/medusa/num_tasks", "{\"split\":\"train\"}")).Body);
        Assert.Equal(12, (await server.SendAsync("POST", "/medusa/tasks", "{\"split\":\"train\"}")).Json.GetProperty("tasks").GetArrayLength());
        Assert.Equal("clean_pipeline", (await server.SendAsync("POST", "/medusa/task", "{\"split\":\"train\",\"index\":0}")).Json.GetProperty("task").GetProperty("task_id").GetString());
        Assert.Equal(2, (await server.SendAsync("POST", "/envs/medusa/medusa/task_range", "{\"split\":\"train\",\"start\":3,\"stop\":5}")).Json.GetProperty("tasks").GetArrayLength());
    }

    [Theory]
    [InlineData("/nobody/tasks", "{\"split\":\"train\"}", 404)]
    [InlineData("/envs/medusa/medusa-v0/tasks", "{\"split\":\"train\"}", 404)]
    [InlineData("/gate/tasks", "{\"split\":\"train\"}", 501)]
    [InlineData("/medusa/tasks", "{}", 422)]
    [InlineData("/medusa/task", "{\"split\":\"train\",\"index\":12}", 400)]
    [InlineData("/medusa/task", "{\"split\":\"train\",\"index\":-1}", 400)]
    [InlineData("/medusa/task", "{\"split\":\"train\"}", 422)]
    public async Task Refuse_what_is_wrong(string path, string body, int status)
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal(status, (await server.SendAsync("POST", path, body)).Status);
    }

    [Fact]
    public async Task Grade_an_episode_and_run_the_baseline()
    {
        await using var server = await GatewayServer.StartAsync();
        var id = (await server.SendAsync("POST", "/reset", "{\"task\":\"clean_pipeline\"}")).Json.GetProperty("episode_id").GetString();
        var grade = await server.SendAsync("POST", "/grader", $"{{\"episode_id\":\"{id}\",\"task_id\":\"clean_pipeline\"}}");
        Assert.Equal(200, grade.Status);
        Assert.InRange(grade.Json.GetProperty("score").GetDouble(), 0, 1);
        Assert.Equal("unknown_task", (await server.SendAsync("POST", "/grader", $"{{\"episode_id\":\"{id}\",\"task_id\":\"none\"}}")).Code);
        var baseline = await server.SendAsync("GET", "/baseline");
        Assert.Equal(12, baseline.Json.GetProperty("results").EnumerateObject().Count());
        Assert.All(baseline.Json.GetProperty("results").EnumerateObject(), result => Assert.InRange(result.Value.GetProperty("score").GetDouble(), 0, 1));
        Assert.All(baseline.Json.GetProperty("results").EnumerateObject(), result => Assert.Equal(16, result.Value.GetProperty("final_observation").GetProperty("features").GetArrayLength()));
        Assert.Equal(404, (await server.SendAsync("GET", "/envs/gate/baseline")).Status);
    }
}
