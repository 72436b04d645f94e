using System.Text;

namespace Medusa.Episodes.Tests;

public sealed class EventChecksum_should
{
    /// <summary>The vectors of RFC 3720, appendix B.4, and the check value of CRC catalogues.</summary>
    [Fact]
    public void Be_crc_32c()
    {
        Assert.Equal(0xe3069283u, EventChecksum.Of("123456789"u8));
        Assert.Equal(0x8a9136aau, EventChecksum.Of(new byte[32]));
        Assert.Equal(0x62a8ab43u, EventChecksum.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, EventChecksum.Of([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0x113fdb5cu, EventChecksum.Of([.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))]));
        Assert.Equal(0u, EventChecksum.Of([]));
    }

    [Fact]
    public void Change_with_every_single_bit()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"type":"step","index":3}""");
        var seen = new HashSet<uint> { EventChecksum.Of(bytes) };
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(EventChecksum.Of(bytes)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
