using System.Net.Http.Headers;
using System.Text.Json;

namespace Medusa.Client;

/// <summary>Sends requests, repeats those that may be repeated, and turns refusals into exceptions.</summary>
internal sealed class RequestSender(HttpClient http, MedusaClientOptions options)
{
    internal async Task<byte[]> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                return await SendOnceAsync(request, cancellation);
            }
            catch (RefusedException refusal) when (MayRepeat(request, refusal.Problem) && attempt < options.MaxAttempts)
            {
                asked = refusal.RetryAfter;
            }
            catch (RefusedException refusal)
            {
                throw new MedusaProblemException(refusal.Problem);
            }
            catch (MedusaUnreachableException failure) when ((request.IsRepeatable || !failure.OutcomeUnknown) && attempt < options.MaxAttempts)
            {
                // The wait below comes before the next attempt.
            }

            await Task.Delay(Wait(attempt, asked), options.Clock, cancellation);
        }
    }

    private static bool MayRepeat(ApiRequest request, MedusaProblem problem) =>
        problem.Status is 429 or 503 || (problem.Status is 502 or 504 && request.IsRepeatable);

    private TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        var wait = asked ?? options.FirstDelay * Math.Pow(2, attempt - 1);
        return wait < options.MaxDelay ? wait : options.MaxDelay;
    }

    private async Task<byte[]> SendOnceAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.AttemptTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var message = Message(request);
        try
        {
            using var response = await http.SendAsync(message, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode ? body : throw new RefusedException(ReadProblem(response, body), response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException failure)
        {
            throw new MedusaUnreachableException($"No answer from {http.BaseAddress}: {failure.Message}", failure)
            {
                OutcomeUnknown = failure.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
            };
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new MedusaUnreachableException($"No answer from {http.BaseAddress} within {options.AttemptTimeout.TotalSeconds:0.#} s.", failure) { OutcomeUnknown = true };
        }
    }

    private static HttpRequestMessage Message(ApiRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private static MedusaProblem ReadProblem(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = MedusaJson.Read<MedusaProblem>(body);
            return problem.Code.Length > 0 ? problem with { Status = status } : NoDocument(status);
        }
        catch (JsonException)
        {
            return NoDocument(status);
        }
    }

    private static MedusaProblem NoDocument(int status) =>
        new() { Code = $"http_{status}", Status = status, Detail = "The answer is not one of Medusa's; check the address." };

    private sealed class RefusedException(MedusaProblem problem, TimeSpan? retryAfter) : Exception
    {
        public MedusaProblem Problem { get; } = problem;

        public TimeSpan? RetryAfter { get; } = retryAfter;
    }
}
