namespace Medusa.Cli.Tests.Plugins;

public sealed class UnusedCommand_should
{
    private const string Answer = """
        {"plugins":[
          {"id":"sample","version":"1.0.0","state":"active","unused":false,"running":0,"retained":1200,"droppable_after":"2026-03-01T13:00:00.0000000Z","required_by":[],"new_episodes_of":[],
           "environments":[{"name":"sample","version":"1","running":0,"retained":1200,"served_by":"sample@1.0.0","needed":true}]},
          {"id":"sample","version":"2.0.0","state":"active","unused":true,"running":0,"retained":0,"droppable_after":null,"required_by":[],"new_episodes_of":["sample"],
           "environments":[{"name":"sample","version":"2","running":0,"retained":0,"served_by":"sample@2.0.0","needed":false}]},
          {"id":"kept","version":"1.0.0","state":"active","unused":false,"running":0,"retained":0,"droppable_after":null,"required_by":["kept@1"],"new_episodes_of":[],"environments":[]},
          {"id":"gone","version":"1.0.0","state":"unloaded","unused":false,"running":1,"retained":1,"droppable_after":null,"required_by":[],"new_episodes_of":[],
           "environments":[{"name":"gone","version":"1","running":1,"retained":1,"served_by":null,"needed":true}]}],
         "missing":[{"environment":"gone","version":"1","running":1,"retained":1,"plugins":["gone@1.0.0"]}]}
        """;

    [Fact]
    public async Task Say_what_may_go_and_what_must_stay_and_why()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /v1/plugins/unused", Answer);
        var run = await CommandRun.OfAsync("plugin", "unused", "--url", server.Url);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "sample@1.0.0                     must stay  until 2026-03-01T13:00:00.0000000Z, if no episode begins in it",
                "  sample@1: 1,200 retained episodes, 0 running",
                "sample@2.0.0                     may go     no retained episode needs it; new episodes of sample begin in it",
                "kept@1.0.0                       must stay  Medusa:RequiredEnvironments names kept@1",
                "gone@1.0.0                       must stay  episodes run in it",
                "  gone@1: 1 retained episode, 1 running; nothing offers it here now: bring the plugin back",
                "gone@1                           missing    1 retained episode, 1 running, begun under gone@1.0.0",
                "1 of 4 plugins may go.",
            ],
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Print_the_servers_answer_for_programs()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /v1/plugins/unused", """{"plugins":[],"missing":[]}""");
        var run = await CommandRun.OfAsync("plugin", "unused", "--json", "--url", server.Url);
        Assert.Equal((0, "{\"plugins\":[],\"missing\":[]}\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Ask_a_real_server()
    {
        await using var server = await ServedGateway.StartAsync();
        var run = await CommandRun.OfAsync("plugin", "unused", "--url", server.Url);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("medusa@[0-9.]+ +may go +no retained episode needs it; new episodes of .*medusa.* begin in it\n", run.Out);
    }

    [Fact]
    public async Task Say_in_one_line_what_the_server_refuses()
    {
        await using var server = (await AnsweringServer.StartAsync()).Refuse("GET /v1/plugins/unused", 401, "unauthorized");
        (await CommandRun.OfAsync("plugin", "unused", "--url", server.Url)).AssertRefused(ExitCode.Server, "Do something.");
    }
}
