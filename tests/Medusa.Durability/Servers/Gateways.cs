using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Medusa.Durability.Servers;

/// <summary>What the tests of one run share to speak HTTP.</summary>
public static class Gateways
{
    private const string Key = "only-for-these-tests";

    /// <summary>A client on this machine.</summary>
    public static HttpClient Http { get; } = Client();

    /// <summary>Settings of a server that serves the tests' clients and nobody else. Servers on loopback serve them without.</summary>
    public static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>
    {
        ["Medusa__Keys__0__Id"] = "tests",
        ["Medusa__Keys__0__Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
    };

    /// <summary>A client without a time limit of its own: each call brings one. It opens WebSockets too.</summary>
    /// <param name="connect">How it connects; from this machine by default.</param>
    public static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) =>
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), UseCookies = false, UseProxy = false, ConnectCallback = connect })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
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
