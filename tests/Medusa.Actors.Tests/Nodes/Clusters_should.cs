using Medusa.Episodes;
using Medusa.Episodes.Tests;
using static Medusa.Actors.Tests.TestCluster;

namespace Medusa.Actors.Tests;

/// <summary>A cluster in which nobody comes or goes.</summary>
[Collection(Clusters.Name)]
public sealed class Clusters_should(ThreeNodes nodes)
{
    private AkkaEngine[] All => [nodes.A, nodes.B, nodes.Gateway];

    [Fact]
    public async Task Step_an_episode_through_any_node_wherever_it_lives()
    {
        foreach (var id in await SettleAsync(nodes.Gateway, nodes.A, nodes.B))
        {
            for (var step = 1; step <= 9; step++)
            {
                var reply = await StepAsync(All[step % 3], id, step);
                Assert.Equal((null, step, false), (CountingHost.Code(reply), reply.Step, reply.Replayed));
                var repeat = await StepAsync(All[(step + 1) % 3], id, step);
                Assert.True(repeat.Replayed);
                Assert.Equal(reply.Body.ToArray(), repeat.Body.ToArray());
                Assert.Equal(reply.Tail.ToArray(), repeat.Tail.ToArray());
            }

            foreach (var asked in All)
            {
                Assert.Equal(14, await CountAsync(asked, id));
            }

            Assert.Single(new[] { nodes.A, nodes.B }, node => node.Table.Find(Key(id)) is not null);
            Assert.True(CountingHost.Body(await QueryAsync(nodes.Gateway, id, EpisodeQueryKind.Verify)).GetProperty("ok").GetBoolean());
        }
    }

    [Fact]
    public async Task Keep_no_episode_on_a_node_that_is_a_gateway_alone()
    {
        await SettleAsync(nodes.Gateway, nodes.A, nodes.B);
        Assert.Equal((0, 0), (nodes.Gateway.LiveEpisodes, nodes.Gateway.Table.All.Count()));
        Assert.Null(nodes.Gateway.WhyNotReady);
    }

    [Fact]
    public async Task Let_a_family_live_on_its_parent_s_node()
    {
        foreach (var (id, home) in (await SettleAsync(nodes.Gateway, nodes.A, nodes.B)).Zip([nodes.A, nodes.B]))
        {
            var forks = CountingHost.Ids(await nodes.Gateway.ForkAsync(new ForkEpisode(CountingHost.Alice, CountingHost.Id(id)) { Count = 3, RequestId = $"fork {id}" }));
            Assert.Equal([$"{id}~1", $"{id}~2", $"{id}~3"], forks);
            foreach (var fork in forks)
            {
                Assert.Equal(1, (await StepAsync(nodes.Gateway, fork, 1)).Step);
                Assert.NotNull(home.Table.Find(Key(fork)));
            }
        }
    }

    [Fact]
    public async Task Start_groups_with_one_answer_for_all_members()
    {
        var group = $"g-{Guid.NewGuid():N}";
        var reply = await nodes.Gateway.CreateAsync(new CreateEpisode(CountingHost.Alice, CountingHost.Id(group), "counting") { IsNamed = true, Count = 4, RequestId = group });
        Assert.Equal([$"{group}~1", $"{group}~2", $"{group}~3", $"{group}~4"], CountingHost.Ids(reply));
        Assert.Equal(reply.Body.ToArray(), reply.Members[0].Body.ToArray());
        Assert.Single(reply.Members.Select(CountingHost.Seen).Distinct());
        Assert.All(reply.Members, member => Assert.StartsWith("\"observation\":", System.Text.Encoding.UTF8.GetString(member.Tail.Span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Take_a_batch_over_all_nodes_in_the_list_s_order_for_each_episode()
    {
        var ids = await SettleAsync(nodes.Gateway, nodes.A, nodes.B);
        StepEpisode[] steps = [.. Enumerable.Range(1, 20).SelectMany(step => ids.Select(id => new StepEpisode(CountingHost.Alice, CountingHost.Id(id), CountingHost.Json(CountingHost.Add(step))) { Step = step }))];
        var replies = new EpisodeReply[steps.Length];
        await nodes.Gateway.StepManyAsync(steps, replies);
        Assert.All(replies.Index(), reply => Assert.Equal((null, 1 + (reply.Index / 2)), (CountingHost.Code(reply.Item), reply.Item.Step)));
    }

    [Fact]
    public async Task Bring_refusals_over_with_all_that_is_in_them()
    {
        foreach (var id in await SettleAsync(nodes.Gateway, nodes.A, nodes.B))
        {
            await StepAsync(nodes.A, id, 1);
            foreach (var asked in All)
            {
                var gap = (await StepAsync(asked, id, 7)).Problem!;
                Assert.Equal((ProblemCode.StepConflict, 2L, 409), (gap.Code, gap.Extensions["expected_step"].AsInteger, gap.Status));
                var invalid = (await StepAsync(asked, id, 2, """{"action":"ADD","params":{"amount":"x"}}""")).Problem!;
                Assert.Equal((ProblemCode.InvalidAction, "params.amount"), (invalid.Code, Assert.Single(invalid.Errors).DottedPath));
                var fault = (await StepAsync(asked, id, 2, """{"action":"THROW"}""")).Problem!;
                Assert.Equal((ProblemCode.OperatorFault, "counting-plugin@1.0.0"), (fault.Code, fault.Extensions["plugin"].AsText));
                Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await StepAsync(asked, $"{id}-not", 1)));
            }
        }
    }

    [Fact]
    public async Task Refuse_an_answer_that_is_greater_than_a_message_between_nodes_may_be()
    {
        var id = (await SettleAsync(nodes.Gateway, nodes.A))[0];
        var large = $"{id}~9";
        Assert.Null(CountingHost.Code(await CreateAsync(nodes.A, large, """{"rows":60000}""")));
        QueryEpisode Rows(int limit) => new(CountingHost.Alice, CountingHost.Id(large), EpisodeQueryKind.TableRows) { Table = "added", Limit = limit };
        var here = await nodes.A.QueryAsync(Rows(60_000));
        Assert.Null(CountingHost.Code(here));
        Assert.InRange(here.Body.Length, 1 << 20, int.MaxValue);
        var refused = await nodes.Gateway.QueryAsync(Rows(60_000));
        Assert.Equal(ProblemCode.TooLarge, CountingHost.Code(refused));
        Assert.Contains($"{here.Body.Length} bytes", refused.Problem!.Detail, StringComparison.Ordinal);
        Assert.Contains("Medusa:Cluster:MaxFrameBytes", refused.Problem.Detail, StringComparison.Ordinal);
        var page = await nodes.Gateway.QueryAsync(Rows(20_000));
        Assert.Equal((await nodes.A.QueryAsync(Rows(20_000))).Body.ToArray(), page.Body.ToArray());
    }

    [Fact]
    public async Task Tell_a_watcher_on_any_node_what_happens_on_the_others()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var ids = await SettleAsync(nodes.Gateway, nodes.A, nodes.B);
        var heard = new HashSet<(string, int)>();
        var watching = Task.Run(async () =>
        {
            await foreach (var notice in nodes.Gateway.WatchAsync(CountingHost.Alice, null, cancellation.Token))
            {
                Assert.Equal(("counting", EpisodeNoticeKind.Stepped), (notice.Environment, notice.Kind));
                heard.Add((notice.Key.Id.Value, notice.Step));
                if (ids.All(id => heard.Any(one => one.Item1 == id)))
                {
                    return;
                }
            }
        });
        for (var step = 1; !watching.IsCompleted && step < 100; step++)
        {
            foreach (var id in ids)
            {
                Assert.Null(CountingHost.Code(await StepAsync(nodes.A, id, step)));
            }

            await Task.WhenAny(watching, Task.Delay(100, cancellation.Token));
        }

        await watching;
    }

    [Fact]
    public async Task List_all_nodes_with_what_they_run_from_any_of_them()
    {
        await SettleAsync(nodes.Gateway, nodes.A, nodes.B);
        foreach (var (asked, name) in All.Zip(["a", "b", "g"]))
        {
            var status = await asked.StatusAsync();
            Assert.Equal("akka", status.Engine);
            Assert.Equal(["a", "b", "g"], status.Nodes.Select(node => node.Name));
            Assert.All(status.Nodes, node => Assert.Equal(("up", null), (node.Status, node.Unanswered)));
            Assert.Equal(name, Assert.Single(status.Nodes, node => node.IsSelf).Name);
            Assert.Single(status.Nodes, node => node.IsLeader);
            Assert.Equal(["episodes gateway", "episodes gateway", "gateway"], status.Nodes.Select(node => string.Join(' ', node.Roles)));
            Assert.All(status.Nodes, node => Assert.Equal("counting@1", Assert.Single(node.Environments)));
            Assert.All(status.Nodes, node => Assert.Equal("counting-plugin", Assert.Single(node.Plugins).Id));
            Assert.Equal([nodes.A.LiveEpisodes, nodes.B.LiveEpisodes, 0], status.Nodes.Select(node => node.Episodes));
            Assert.Equal([true, true, false], status.Nodes.Select(node => node.Shards > 0));
            Assert.Equal(status.Nodes.Length, status.Nodes.Select(node => node.Address).Distinct().Count());
        }
    }

    [Fact]
    public async Task Write_one_history_though_all_nodes_step_an_episode_at_once()
    {
        var id = (await SettleAsync(nodes.Gateway, nodes.A))[0];
        for (var step = 1; step <= 20; step++)
        {
            var wanted = step;
            var replies = await Task.WhenAll(All.Select(asked => Task.Run(async () => await StepAsync(asked, id, wanted))));
            Assert.All(replies, reply => Assert.Null(CountingHost.Code(reply)));
            Assert.Equal(2, replies.Count(reply => reply.Replayed));
            Assert.Single(replies.Select(CountingHost.Text).Distinct());
        }

        Assert.Equal(21, await nodes.Journal.CountAsync(Key(id)));
    }
}
