using System.Security.Cryptography;
using System.Text;

namespace Medusa.Episodes.Tests;

public sealed class SessionName_should
{
    [Fact]
    public void Be_the_hash_of_environment_and_key()
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("medusa\nsecret"))), SessionName.Of("medusa", "secret"));
        Assert.Matches("^[0-9a-f]{64}$", SessionName.Of("m", string.Empty));
    }

    [Fact]
    public void Tell_keys_and_environments_apart_but_not_an_environment_s_case()
    {
        Assert.Equal(SessionName.Of("MEDUSA", "k"), SessionName.Of("medusa", "k"));
        Assert.Equal(4, new[] { ("a", "k"), ("a", "K"), ("b", "k"), ("a", "k ") }.Select(pair => SessionName.Of(pair.Item1, pair.Item2)).Distinct().Count());
        Assert.DoesNotContain("secret", SessionName.Of("medusa", "secret"), StringComparison.Ordinal);
    }
}
