namespace Medusa.Gateway;

/// <summary>A file of the reference's page as it is sent.</summary>
/// <param name="ContentType">Its type.</param>
/// <param name="Gzip">Its bytes, compressed with gzip.</param>
/// <param name="Tag">Its entity tag.</param>
internal sealed record DocsAsset(string ContentType, byte[] Gzip, string Tag);
