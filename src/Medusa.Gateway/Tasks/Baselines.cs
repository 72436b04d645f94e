using System.Collections.Concurrent;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Runs an environment's baseline policy on each of its tasks, once for each version: the result is always the same.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class Baselines(IEpisodeEngine engine)
{
    private const int MaxSteps = 100_000;
    private static readonly Owner Runner = new("~baseline");
    private readonly ConcurrentDictionary<(string Name, string Version), Lazy<Task<byte[]>>> results = new();

    /// <summary>The result: <c>{"baseline_agent":…,"policy":…,"results":{task: {score, passed, breakdown, total_reward, steps}}}</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">Its baseline policy.</param>
    public async Task<byte[]> GetAsync(EnvironmentDefinition environment, IPolicy policy)
    {
        var key = (environment.Name, environment.Version);
        var result = results.GetOrAdd(key, _ => new Lazy<Task<byte[]>>(() => RunAsync(environment, policy)));
        try
        {
            return await result.Value;
        }
        catch
        {
            results.TryRemove(KeyValuePair.Create(key, result));
            throw;
        }
    }

    private async Task<byte[]> RunAsync(EnvironmentDefinition environment, IPolicy policy)
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("baseline_agent"u8);
        json.Text(policy.Description);
        json.Name("policy"u8);
        json.Text(policy.Name);
        json.Name("results"u8);
        json.StartObject();
        foreach (var task in environment.Tasks)
        {
            json.Name(task.Name);
            await RunAsync(environment, policy, task, json);
        }

        json.EndObject();
        json.EndObject();
        return json.WrittenSpan.ToArray();
    }

    private async Task RunAsync(EnvironmentDefinition environment, IPolicy policy, ITask task, JsonBuffer json)
    {
        var id = EpisodeId.New();
        var run = policy.Start(task.Seed.Low);
        var total = 0.0;
        var reply = await engine.CreateAsync(new CreateEpisode(Runner, id, environment.Name) { Task = task.Name });
        while (reply is { Problem: null, Done: false } && reply.Step < MaxSteps)
        {
            using var result = JsonDocument.Parse(reply.Body);
            var action = new JsonBuffer();
            action.Record(run.Next(result.RootElement.GetProperty("observation"), reply.Step));
            using var sent = JsonDocument.Parse(action.WrittenMemory);
            reply = await engine.StepAsync(new StepEpisode(Runner, id, sent.RootElement) { Step = reply.Step + 1 });
            total += Reward(reply);
        }

        var grade = reply.Problem is null ? await engine.QueryAsync(new QueryEpisode(Runner, id, EpisodeQueryKind.Grade) { Task = task.Name, AllowRunning = true }) : reply;
        await engine.CloseAsync(new CloseEpisode(Runner, id, "baseline"));
        Write(grade, total, reply.Step, json);
    }

    private static double Reward(EpisodeReply reply)
    {
        if (reply.Problem is not null)
        {
            return 0;
        }

        using var result = JsonDocument.Parse(reply.Body);
        return result.RootElement.GetProperty("reward") is { ValueKind: JsonValueKind.Number } reward ? reward.GetDouble() : 0;
    }

    private static void Write(EpisodeReply grade, double total, int steps, JsonBuffer json)
    {
        if (grade.Problem is { } problem)
        {
            ProblemJson.Write(problem, json);
            return;
        }

        using var body = JsonDocument.Parse(grade.Body);
        json.StartObject();
        foreach (var name in (ReadOnlySpan<string>)["score", "passed", "breakdown"])
        {
            if (body.RootElement.TryGetProperty(name, out var value))
            {
                json.Name(name);
                CompactJson.Write(value, json);
            }
        }

        json.Name("total_reward"u8);
        json.Number(total);
        json.Name("steps"u8);
        json.Integer(steps);
        json.EndObject();
    }
}
