using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Hosts;

/// <summary>Episodes on a server, over the native API. Every step carries its number, so a step whose answer was lost is repeated and not taken twice.</summary>
internal sealed class RemoteHost(Uri address) : IEpisodeHost
{
    private readonly MedusaClient client = new(address);

    public string Name { get; } = new UriBuilder(address) { UserName = "", Password = "" }.Uri.ToString();

    public async Task<string?> FindVersionAsync(string environment, CancellationToken cancellation) =>
        (await client.GetEnvironmentsAsync(cancellation)).FirstOrDefault(offered => offered.Name.Equals(environment, StringComparison.OrdinalIgnoreCase))?.Version;

    public async Task<StepResult> StartAsync(EpisodeStart start, CancellationToken cancellation)
    {
        var request = new EpisodeRequest(start.Environment)
        {
            Seed = start.Seed,
            Task = start.Task,
            Options = start.Options.ValueKind == JsonValueKind.Undefined ? null : start.Options,
        };
        return (await client.CreateAsync(request, cancellation))[0];
    }

    public Task<StepResult> StepAsync(string episodeId, JsonElement action, int step, CancellationToken cancellation) =>
        client.StepAsync(episodeId, action, step, cancellation: cancellation);

    public Task<JsonElement> GradeAsync(string episodeId, CancellationToken cancellation) =>
        client.GetAsync($"v1/episodes/{Uri.EscapeDataString(episodeId)}/grade", cancellation);

    public Task CloseAsync(string episodeId, CancellationToken cancellation) => client.CloseAsync(episodeId, cancellation);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
