namespace Medusa.Gateway.Tests;

/// <summary>A refusal as its client sees it.</summary>
/// <param name="Code">The code of the error catalogue.</param>
/// <param name="Status">The HTTP status; null for a frame of a socket, which has none.</param>
/// <param name="ContentType">The media type; null for a frame.</param>
/// <param name="RetryAfter">What <c>Retry-After</c> says; null where it is not sent.</param>
internal sealed record Refusal(string Code, int? Status, string? ContentType, string? RetryAfter)
{
    /// <summary>The refusal of an HTTP request; a problem document must agree with the answer's head.</summary>
    public static Refusal Of(TestAnswer answer)
    {
        Assert.True(answer.Status >= 400, $"The request was not refused: {answer.Status} {answer.Body}");
        Assert.NotEmpty(answer.Json.GetProperty("detail").GetString()!);
        if (answer.ContentType == "application/problem+json")
        {
            Assert.Equal(($"urn:medusa:problem:{answer.Code}", answer.Status), (answer.Json.GetProperty("type").GetString(), answer.Json.GetProperty("status").GetInt32()));
        }

        return new Refusal(answer.Code, answer.Status, answer.ContentType, answer.Headers.GetValueOrDefault("Retry-After"));
    }

    /// <summary>The refusal that an OpenEnv error frame carries as its problem.</summary>
    public static Refusal Of(FrameRefusal frame) => new(frame.Data.GetProperty("problem").GetString()!, null, null, null);
}
