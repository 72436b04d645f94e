using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Encodes step results of the native API. The observation is encoded here, once, where the episode lives; every hop after that moves bytes.
/// </summary>
internal sealed class StepEncoder
{
    [ThreadStatic]
    private static JsonBuffer? shared;

    private static ReadOnlySpan<byte> VolatileField => "\"durability\":\"volatile\""u8;

    private static ReadOnlySpan<byte> DurableField => "\"durability\":\"durable\""u8;

    private readonly EnvironmentDefinition environment;
    private readonly byte[] environmentField;
    private readonly byte[][] rules;

    public StepEncoder(EnvironmentDefinition environment)
    {
        this.environment = environment;
        environmentField = Encoding.UTF8.GetBytes($"\"environment\":{CanonicalJson.Text(environment.Name)}");
        rules = [.. environment.Rewards.Select(rule => Encoding.UTF8.GetBytes($"\"rule\":{CanonicalJson.Text(rule.Name)}"))];
    }

    /// <summary>Step result 0.</summary>
    public (byte[] Body, int TailOffset) Start(EpisodeId id, EpisodeView view, Scenario scenario, string durability, IReadOnlyCollection<string> ignored)
    {
        var json = Begin(id, view, new ObservationContext(view, scenario.Message, scenario.Metrics, IsEcho: false), out var tail);
        json.Name("reward"u8);
        json.Null();
        json.Name("done"u8);
        json.Boolean(view.Status != EpisodeStatus.Running);
        BeginMetadata(json, id, view);
        json.Name("reward_breakdown"u8);
        json.StartList();
        json.EndList();
        Digest(json, view, durability);
        json.Name("seed"u8);
        json.Raw(Encoding.ASCII.GetBytes(view.Seed!.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (ignored.Count > 0)
        {
            json.Name("ignored"u8);
            json.Value(Value.List(ignored));
        }

        return End(json, view, tail);
    }

    /// <summary>The result of a step.</summary>
    public (byte[] Body, int TailOffset) Step(EpisodeId id, EpisodeView view, in OperatorResult result, double reward, ReadOnlySpan<double> terms, string durability)
    {
        var json = Begin(id, view, new ObservationContext(view, result.Message, result.Metrics, IsEcho: false), out var tail);
        json.Name("reward"u8);
        json.Number(reward);
        json.Name("done"u8);
        json.Boolean(view.Status != EpisodeStatus.Running);
        BeginMetadata(json, id, view);
        json.Name("reward_breakdown"u8);
        json.StartList();
        for (var index = 0; index < terms.Length; index++)
        {
            if (terms[index] != 0)
            {
                json.StartObject();
                json.Raw(rules[index]);
                json.Name("value"u8);
                json.Number(terms[index]);
                json.EndObject();
            }
        }

        json.EndList();
        Digest(json, view, durability);
        return End(json, view, tail);
    }

    /// <summary>The answer to a step that was not taken because the episode does not run: reward 0.0, nothing counted.</summary>
    public (byte[] Body, int TailOffset) Echo(EpisodeId id, EpisodeView view, string durability)
    {
        var json = Begin(id, view, new ObservationContext(view, string.Empty, Record.Empty, IsEcho: true), out var tail);
        json.Name("reward"u8);
        json.Number(0);
        json.Name("done"u8);
        json.Boolean(true);
        BeginMetadata(json, id, view);
        json.Name("reward_breakdown"u8);
        json.StartList();
        json.EndList();
        Digest(json, view, durability);
        return End(json, view, tail);
    }

    private JsonBuffer Begin(EpisodeId id, EpisodeView view, in ObservationContext context, out int tail)
    {
        var json = shared ??= new JsonBuffer(4096);
        json.Clear();
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(id.Value);
        json.Raw(environmentField);
        json.Name("step"u8);
        json.Integer(view.Step);
        tail = json.Length + 1;
        json.Name("observation"u8);
        var start = json.Length;
        environment.Observer.WriteObservation(context, json);
        if (json.Depth != 1 || json.Length <= start || json.WrittenSpan[start] != '{' || json.WrittenSpan[^1] != '}')
        {
            throw new FoldFaultException("The observer did not write one whole JSON object.");
        }

        return json;
    }

    private static void BeginMetadata(JsonBuffer json, EpisodeId id, EpisodeView view)
    {
        json.Name("metadata"u8);
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(id.Value);
        json.Name("step"u8);
        json.Integer(view.Step);
        json.Name("cumulative_reward"u8);
        json.Number(view.CumulativeReward);
    }

    private static void Digest(JsonBuffer json, EpisodeView view, string durability)
    {
        json.Name("state_digest"u8);
        json.Hex(view.State.Digest);
        json.Raw(durability == "volatile" ? VolatileField : DurableField);
    }

    private static (byte[] Body, int TailOffset) End(JsonBuffer json, EpisodeView view, int tail)
    {
        if (view.Status is EpisodeStatus.Terminated or EpisodeStatus.Truncated)
        {
            json.Name("terminated"u8);
            json.Boolean(view.Status == EpisodeStatus.Terminated);
            json.Name("truncated"u8);
            json.Boolean(view.Status == EpisodeStatus.Truncated);
            json.Name("end_reason"u8);
            json.Text(view.EndReason);
        }

        json.EndObject();
        json.EndObject();
        return (json.WrittenSpan.ToArray(), tail);
    }
}
