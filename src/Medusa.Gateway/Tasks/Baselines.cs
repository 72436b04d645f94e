using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// Runs an environment's baseline policy on each of its tasks, once while the environment is loaded: the result is always the same. A result goes with its
/// environment and does not keep it in memory.
/// </summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="calls">Runs the policy.</param>
internal sealed class Baselines(IEpisodeEngine engine, PluginCalls calls)
{
    private const int MaxSteps = 100_000;
    private static readonly Owner Runner = new("~baseline");
    private readonly ConditionalWeakTable<LoadedEnvironment, Lazy<Task<byte[]>>> results = [];

    /// <summary>The result: <c>{"baseline_agent":…,"policy":…,"results":{task: {score, passed, breakdown, measurements…, total_reward, steps, seed, final_observation}}}</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">Its baseline policy.</param>
    /// <exception cref="PluginCallException">The policy threw or took too long. The next request runs it again.</exception>
    public async Task<byte[]> GetAsync(LoadedEnvironment environment, IPolicy policy)
    {
        var result = results.GetOrAdd(environment, key => new Lazy<Task<byte[]>>(() => RunAsync(key, policy)));
        try
        {
            return await result.Value;
        }
        catch
        {
            results.Remove(environment);
            throw;
        }
    }

    private async Task<byte[]> RunAsync(LoadedEnvironment environment, IPolicy policy)
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("baseline_agent"u8);
        json.Text(policy.Description);
        json.Name("policy"u8);
        json.Text(policy.Name);
        json.Name("results"u8);
        json.StartObject();
        foreach (var task in environment.Definition.Tasks)
        {
            json.Name(task.Name);
            await RunAsync(environment, policy, task, json);
        }

        json.EndObject();
        json.EndObject();
        return json.WrittenSpan.ToArray();
    }

    private async Task RunAsync(LoadedEnvironment environment, IPolicy policy, ITask task, JsonBuffer json)
    {
        var id = EpisodeId.New();
        try
        {
            var (reply, total) = await PlayAsync(environment, policy, task, id);
            var grade = reply.Problem is null ? await engine.QueryAsync(new QueryEpisode(Runner, id, EpisodeQueryKind.Grade) { Task = task.Name, AllowRunning = true }) : reply;
            Write(task.Seed, reply, grade, total, json);
        }
        finally
        {
            await engine.CloseAsync(new CloseEpisode(Runner, id, "baseline"));
        }
    }

    private async Task<(EpisodeReply Last, double Total)> PlayAsync(LoadedEnvironment environment, IPolicy policy, ITask task, EpisodeId id)
    {
        var run = await calls.RunAsync(environment, _ => policy.Start(task.Seed.Low));
        var total = 0.0;
        var reply = await engine.CreateAsync(new CreateEpisode(Runner, id, environment.Definition.Name) { Task = task.Name });
        while (reply is { Problem: null, Done: false } && reply.Step < MaxSteps)
        {
            using var result = JsonDocument.Parse(reply.Body);
            var (observation, taken) = (result.RootElement.GetProperty("observation").Clone(), reply.Step);
            var action = await calls.WriteAsync(environment, json => json.Record(run.Next(observation, taken)));
            using var sent = JsonDocument.Parse(action.WrittenMemory);
            reply = await engine.StepAsync(new StepEpisode(Runner, id, sent.RootElement) { Step = taken + 1 });
            total += Reward(reply);
        }

        return (reply, total);
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

    private static void Write(Seed seed, EpisodeReply last, EpisodeReply grade, double total, JsonBuffer json)
    {
        if (grade.Problem is { } problem)
        {
            ProblemJson.Write(problem, json);
            return;
        }

        using var body = JsonDocument.Parse(grade.Body);
        json.StartObject();
        TaskGradeJson.WriteVerdict(body.RootElement, json);
        TaskGradeJson.WriteMeasurements(body.RootElement, json);
        json.Name("total_reward"u8);
        json.Number(total);
        json.Name("steps"u8);
        json.Integer(last.Step);
        json.Name("seed"u8);
        json.Raw(Encoding.ASCII.GetBytes(seed.Number.ToString(CultureInfo.InvariantCulture)));
        json.Name("final_observation"u8);
        using var result = JsonDocument.Parse(last.Body);
        CompactJson.Write(result.RootElement.GetProperty("observation"), json);
        json.EndObject();
    }
}
