using Medusa.Durability.Servers;

namespace Medusa.Durability.Load;

/// <summary>What a load consists of.</summary>
public sealed record LoadPlan
{
    /// <value>Which gateway a client asks: by the number of the client, the number of its request, and how often it asked this request before.</value>
    public required Func<int, int, int, Uri> Gateway { get; init; }

    /// <value>How many clients work at a time, each on one episode after another. 6 by default.</value>
    public int Clients { get; init; } = 6;

    /// <value>How many copies of every request a client sends at a time; each asks until it is answered. 1 by default.</value>
    public int Copies { get; init; } = 1;

    /// <value>What clients drive. Single episodes over HTTP by default.</value>
    public LoadKind Kind { get; init; }

    /// <value>With what a client, given by its number, connects: where it is. From this machine by default.</value>
    public Func<int, HttpClient> Http { get; init; } = _ => Gateways.Http;

    /// <value>How many steps an episode has at most, the committing one included, or how many rounds a family. 12 by default.</value>
    public int Steps { get; init; } = 12;

    /// <value>How long a client waits for one answer before the outcome is unknown. 5 s by default.</value>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>How long a client asks for one thing again and again. 90 s by default.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>All requests to one gateway.</summary>
    public static LoadPlan On(Uri gateway) => new() { Gateway = (_, _, _) => gateway };

    /// <summary>Every next request, and every repetition, to the next gateway.</summary>
    public static LoadPlan Alternating(params Uri[] gateways) => new() { Gateway = (client, request, attempt) => gateways[(client + request + attempt) % gateways.Length] };
}
