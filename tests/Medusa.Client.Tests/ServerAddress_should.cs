namespace Medusa.Client.Tests;

public sealed class ServerAddress_should
{
    [Theory]
    [InlineData("http://127.0.0.1:8000", "http://127.0.0.1:8000/", "ws://127.0.0.1:8000/ws")]
    [InlineData("ws://host/envs/medusa-v0/", "http://host/envs/medusa-v0/", "ws://host/envs/medusa-v0/ws")]
    [InlineData("https://user:key@host/e", "https://host/e/", "wss://host/e/ws")]
    public void Keep_the_path_and_drop_the_user(string address, string http, string socket)
    {
        Assert.Equal(http, ServerAddress.ForHttp(new Uri(address)).ToString());
        Assert.Equal(socket, ServerAddress.ForWebSocket(new Uri(address)).ToString());
    }

    [Theory]
    [InlineData("http://host", null, null)]
    [InlineData("http://u%3A:k@host", null, "Basic dTo6aw==")]
    [InlineData("http://user:key@host", "secret", "Bearer secret")]
    public void Carry_the_key(string address, string? key, string? header) =>
        Assert.Equal(header, ServerAddress.Authorization(new Uri(address), key)?.ToString());

    [Fact]
    public void Refuse_what_is_no_address() => Assert.Throws<ArgumentException>(() => ServerAddress.ForHttp(new Uri("ftp://host")));
}
