namespace Medusa.Gateway.Tests;

public sealed class KeysFile_should : IDisposable
{
    private readonly KeysOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public void Give_back_what_was_written()
    {
        var key = new StoredKey("trainer-1", KeysOnDisk.Hash("x"), DateTimeOffset.UtcNow) { Note = "for \"training\"", Limits = new KeyLimits { LiveEpisodes = 3, Rows = 0 } };
        KeysFile.Change(disk.File, _ => [key]);
        Assert.Equal([key], KeysFile.Read(disk.File));
    }

    [Fact]
    public void Hold_no_keys_where_it_is_not_there() => Assert.Empty(KeysFile.Read(disk.File));

    [Fact]
    public void Be_for_its_owner_alone_and_leave_nothing_else_but_its_lock()
    {
        disk.Add("alice");
        Assert.Equal(["keys.json", "keys.json.lock"], Directory.GetFiles(disk.Folder).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(disk.File));
        }
    }

    [Fact]
    public async Task Lose_nothing_where_two_write()
    {
        await Parallel.ForAsync(0, 40, (index, _) =>
        {
            disk.Add($"key-{index}");
            return default;
        });
        Assert.Equal(40, KeysFile.Read(disk.File).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":null}")]
    [InlineData("{\"keys\":[null]}")]
    [InlineData("{\"keys\":[{\"id\":\"a\"}]}")]
    [InlineData("{\"keys\":[{\"id\":\"a b\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"keys\":[{\"id\":\"anonymous\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"keys\":[{\"id\":\"a\",\"sha256\":\"@0\",\"created\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"keys\":[{\"id\":\"a\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\",\"revokd\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"keys\":[{\"id\":\"a\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\",\"limits\":{\"live_episodes\":-1}}]}")]
    [InlineData("{\"keys\":[{\"id\":\"a\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\"},{\"id\":\"a\",\"sha256\":\"@\",\"created\":\"2026-01-01T00:00:00Z\"}]}")]
    public void Be_refused_with_one_line_where_it_is_malformed(string contents)
    {
        File.WriteAllText(disk.File, contents.Replace("@", new string('0', 64)));
        var refusal = Assert.Throws<KeysFileException>(() => KeysFile.Read(disk.File));
        Assert.Contains("is malformed", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        var start = Assert.Throws<GatewayStartException>(() =>
            MedusaGateway.Build(new GatewayArguments { Host = "*", Port = 0, Settings = new Dictionary<string, string?> { ["Medusa:KeysFile"] = disk.File } }));
        Assert.Equal(refusal.Message, start.Message);
    }

    [Fact]
    public void Not_be_written_with_what_could_not_be_read()
    {
        Assert.Contains("Nothing is written", Assert.Throws<KeysFileException>(() => disk.Add("a b")).Message);
        Assert.False(File.Exists(disk.File));
    }

    [Fact]
    public async Task Stop_the_start_where_it_has_the_id_of_a_configured_key()
    {
        disk.Add("alice");
        var refusal = await Assert.ThrowsAsync<GatewayStartException>(() => GatewayServer.StartAsync([.. ApiKeys_should.Keys, ("KeysFile", disk.File)]));
        Assert.Contains("both have a key 'alice'", refusal.Message);
    }

    [Fact]
    public void Let_a_server_listen_beyond_loopback()
    {
        disk.Add("alice");
        using var server = (IDisposable)MedusaGateway.Build(new GatewayArguments { Host = "*", Port = 0, Settings = new Dictionary<string, string?> { ["Medusa:KeysFile"] = disk.File } });
        Assert.NotNull(server);
    }
}
