using System.Text.Json.Serialization;

namespace Medusa.Gateway;

/// <summary>The contents of the keys file.</summary>
/// <param name="Keys">The keys.</param>
internal sealed record StoredKeys([property: JsonRequired] IReadOnlyList<StoredKey> Keys);

/// <summary>Reads and writes <see cref="StoredKeys"/>. An unknown field is refused: it may be a misspelt <c>revoked</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(StoredKeys))]
internal sealed partial class StoredKeysJson : JsonSerializerContext;
