using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Medusa.Gateway;

namespace Medusa.Cli.Tests.Keys;

public sealed class KeysCommand_should : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("medusa-keys-");

    private string Path => System.IO.Path.Combine(folder.FullName, "data", "keys.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Print_a_new_key_alone_on_the_output_and_keep_its_hash()
    {
        var run = await CommandRun.OfAsync("keys", "new", "trainer-1", "--note", "for training", "--live-episodes", "8", "--steps-per-second", "100", "--rows", "1000000", "--file", Path);

        var key = run.Out.TrimEnd('\n', '\r');
        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.DoesNotContain(key, run.Error, StringComparison.Ordinal);
        var stored = Assert.Single(KeysFile.Read(Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), stored.Sha256);
        Assert.Equal(("trainer-1", "for training", null), (stored.Id, stored.Note, stored.Revoked));
        Assert.Equal(new KeyLimits { LiveEpisodes = 8, StepsPerSecond = 100, Rows = 1_000_000 }, stored.Limits);
        Assert.DoesNotContain(key, File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_a_new_key_as_JSON()
    {
        var run = await CommandRun.OfAsync("keys", "new", "a", "--file", Path, "--json");

        var made = JsonElement.Parse(run.Out);
        Assert.Equal("a", made.GetProperty("id").GetString());
        Assert.Equal(64, made.GetProperty("key").GetString()!.Length);
        Assert.Equal(Path, made.GetProperty("file").GetString());
        Assert.Null(Assert.Single(KeysFile.Read(Path)).Limits);
    }

    [Fact]
    public async Task List_keys_without_anything_that_opens_a_server()
    {
        await CommandRun.OfAsync("keys", "new", "a", "--note", "one\ttwo", "--rows", "0", "--file", Path);
        var hash = Assert.Single(KeysFile.Read(Path)).Sha256;

        var lines = await CommandRun.OfAsync("keys", "list", "--file", Path);
        var json = await CommandRun.OfAsync("keys", "list", "--file", Path, "--json");

        Assert.Matches("^id +created .*\na +[0-9T:Z-]+ +- +- +- +no limit +one two\n$", lines.Out.ReplaceLineEndings("\n"));
        Assert.Equal("a", JsonElement.Parse(json.Out).GetProperty("keys")[0].GetProperty("id").GetString());
        Assert.DoesNotContain(hash, lines.Out + json.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Revoke_a_key_once_and_keep_its_id_taken()
    {
        await CommandRun.OfAsync("keys", "new", "a", "--file", Path);
        Assert.Equal(0, (await CommandRun.OfAsync("keys", "revoke", "a", "--file", Path)).ExitCode);
        var revoked = Assert.Single(KeysFile.Read(Path)).Revoked;
        Assert.NotNull(revoked);

        var again = await CommandRun.OfAsync("keys", "revoke", "a", "--file", Path);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("revoked before", again.Error, StringComparison.Ordinal);
        Assert.Equal(revoked, Assert.Single(KeysFile.Read(Path)).Revoked);
        (await CommandRun.OfAsync("keys", "new", "a", "--file", Path)).AssertRefused(ExitCode.Usage, "has a key 'a' already");
    }

    [Fact]
    public async Task Refuse_what_cannot_be_with_one_line()
    {
        (await CommandRun.OfAsync("keys", "revoke", "a", "--file", Path)).AssertRefused(ExitCode.Usage, "has no key 'a'");
        (await CommandRun.OfAsync("keys", "new", "a b", "--file", Path)).AssertRefused(ExitCode.Usage, "'a b' is not 1 to 64 characters");
        (await CommandRun.OfAsync("keys", "new", "a", "--rows", "-1", "--file", Path)).AssertRefused(ExitCode.Usage, "Rows");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.WriteAllTextAsync(Path, "{");
        (await CommandRun.OfAsync("keys", "list", "--file", Path)).AssertRefused(ExitCode.Usage, "is malformed");
        (await CommandRun.OfAsync("keys", "new", "a", "--file", Path)).AssertRefused(ExitCode.Usage, "is malformed");
    }
}
