namespace Medusa.Gateway;

/// <summary>A file of the page as it is sent.</summary>
/// <param name="ContentType">Its type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Brotli">Its bytes compressed with Brotli.</param>
/// <param name="Gzip">Its bytes compressed with gzip.</param>
/// <param name="Hash">The first 16 hexadecimal digits of the bytes' SHA-256.</param>
internal sealed record WebAsset(string ContentType, ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Brotli, ReadOnlyMemory<byte> Gzip, string Hash);
