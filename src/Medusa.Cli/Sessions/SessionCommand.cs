using System.CommandLine;
using System.Numerics;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Cli.Policies;
using Medusa.Client;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Sessions;

/// <summary><c>medusa session</c>: plays episodes over one OpenEnv WebSocket session and shows the frames.</summary>
internal static class SessionCommand
{
    private static readonly Option<string?> Server = ServerOption.Create("The server; default: http://127.0.0.1:8000.");
    private static readonly Option<string> Environment = PolicyOptions.Environment();
    private static readonly Option<string?> Policy = PolicyOptions.Policy(Environment, "The scripted policy; default: the environment's baseline.");
    private static readonly Option<string> Seeds = new("--seeds") { Description = "The seeds, with commas.", DefaultValueFactory = _ => "0,1,2,3", HelpName = "SEEDS" };
    private static readonly Option<bool> Whole = new("--frames") { Description = "Shows every frame as it goes over the wire." };
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object a frame, {sent, frame}, every frame whole.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "session",
            "Plays episodes over one OpenEnv WebSocket session and shows what goes over the wire.",
            new Example("medusa session", "the seeds 0 to 3 on the server at port 8000"),
            new Example("medusa session --env dataselect --seeds 7 --frames", "one episode, every frame whole"))
        { Server, Environment, Policy, Seeds, Whole, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        await using var embedded = EmbeddedHost.Start();
        var definition = embedded.Require(parsed.GetRequiredValue(Environment));
        var policy = EmbeddedHost.RequirePolicy(definition, parsed.GetValue(Policy));
        var seeds = ReadSeeds(parsed.GetRequiredValue(Seeds));
        var address = ServerOption.Read(parsed, Server) ?? new Uri("http://127.0.0.1:8000");
        var frames = new FrameWriter(terminal.Out, parsed.GetValue(Whole));
        Action<OpenEnvFrame> show = parsed.GetValue(Json) ? frame => terminal.WriteJson(new { sent = frame.IsSent, frame = JsonElement.Parse(frame.Text) }) : frames.Write;

        var url = new Uri($"{address.ToString().TrimEnd('/')}/envs/{definition.Name}");
        await using var session = await OpenEnvSession.ConnectAsync(url, new OpenEnvSessionOptions { Trace = show }, cancellation);
        foreach (var seed in seeds)
        {
            await PlayAsync(session, seed, policy, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task PlayAsync(OpenEnvSession session, BigInteger seed, IPolicy policy, CancellationToken cancellation)
    {
        var last = await session.ResetAsync(new { seed }, cancellation);
        var run = policy.Start((ulong)(seed & ulong.MaxValue));
        for (var step = 0; !last.Done; step++)
        {
            last = await session.StepAsync(JsonElement.Parse(CanonicalJson.Bytes(run.Next(last.Observation, step))), cancellation);
        }

        await session.StateAsync(cancellation);
    }

    private static BigInteger[] ReadSeeds(string text)
    {
        var seeds = new List<BigInteger>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            seeds.Add(BigInteger.TryParse(part, out var seed) && seed >= 0
                ? seed
                : throw new CommandException(ExitCode.Usage, $"'{part}' is no seed: --seeds takes integers from 0 up, with commas."));
        }

        return [.. seeds];
    }
}
