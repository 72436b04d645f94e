using System.Net.Http.Headers;
using System.Text;

namespace Medusa.Client;

/// <summary>What a server's address means for HTTP and for WebSockets.</summary>
internal static class ServerAddress
{
    internal static Uri ForHttp(Uri address) => With(address, secure: "https", plain: "http", suffix: "");

    internal static Uri ForWebSocket(Uri address) => With(address, secure: "wss", plain: "ws", suffix: "ws");

    internal static AuthenticationHeaderValue? Authorization(Uri address, string? apiKey)
    {
        if (apiKey is not null)
        {
            return new AuthenticationHeaderValue("Bearer", apiKey);
        }

        return address.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    private static Uri With(Uri address, string secure, string plain, string suffix)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https" or "ws" or "wss"))
        {
            throw new ArgumentException($"'{address}' is not an address such as http://127.0.0.1:8000.", nameof(address));
        }

        return new UriBuilder(address)
        {
            Scheme = address.Scheme is "https" or "wss" ? secure : plain,
            Port = address.Port,
            UserName = "",
            Password = "",
            Path = address.AbsolutePath.TrimEnd('/') + "/" + suffix,
        }.Uri;
    }
}
