using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Medusa.Cli.Replays;

/// <summary>
/// Draws a share of episodes. An episode is drawn by its id and the seed alone, so that the same seed draws the same episodes again, whatever others there are,
/// and a greater share holds all that a smaller one does.
/// </summary>
/// <param name="share">The share that is drawn, above 0 and up to 1.</param>
/// <param name="seed">Which sample.</param>
internal sealed class EpisodeSample(double share, long seed)
{
    internal bool Holds(string episodeId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seed}/{episodeId}")));
        return share >= 1 || BinaryPrimitives.ReadUInt64BigEndian(hash) * Math.Pow(2, -64) < share;
    }
}
