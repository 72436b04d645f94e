using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Medusa.Client;

/// <summary>Seeds as JSON integers of any length.</summary>
internal sealed class SeedConverter : JsonConverter<BigInteger>
{
    /// <inheritdoc/>
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            // medusa-v0 takes truth values for seeds, as its original does.
            return reader.TokenType == JsonTokenType.True ? BigInteger.One : BigInteger.Zero;
        }

        using var number = JsonDocument.ParseValue(ref reader);
        return BigInteger.TryParse(number.RootElement.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new JsonException("A seed is an integer.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
}
