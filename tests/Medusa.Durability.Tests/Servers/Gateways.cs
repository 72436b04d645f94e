namespace Medusa.Durability.Tests.Servers;

/// <summary>What the tests of one run share to speak HTTP.</summary>
public static class Gateways
{
    /// <summary>A client without a time limit of its own: each call brings one.</summary>
    public static HttpClient Http { get; } = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The status of <c>GET path</c>, or 0 where nobody answers within two seconds.</summary>
    public static async Task<int> StatusAsync(Uri address, string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var answer = await Http.GetAsync(new Uri(address, path), limit.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }
}
