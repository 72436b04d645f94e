using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary><c>POST /v1/steps</c>.</summary>
/// <param name="reader">Reads batches.</param>
/// <param name="runner">Runs them.</param>
/// <param name="options">The limits.</param>
/// <param name="episodes">The mailboxes.</param>
internal sealed class BatchRoute(BatchReader reader, BatchRunner runner, GatewayOptions options, IOptions<EpisodesOptions> episodes)
{
    private const int FlushBytes = 64 << 10;

    private readonly int limitOfOne = BatchWaves.LimitOfOne(episodes.Value);

    /// <summary>Takes steps of many episodes.</summary>
    /// <param name="context">The request.</param>
    public async Task StepAsync(HttpContext context)
    {
        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var items = reader.Read(request.Root, context.Owner(), out var problem);
        if (problem is not null)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        var (answered, isComplete) = await runner.RunAsync(items, BatchWaves.Of(items, limitOfOne).Ends);
        if (!isComplete)
        {
            request.Abandon();
        }

        await AnswerAsync(context, answered);
    }

    private static async Task AnswerAsync(HttpContext context, BatchItem[] items)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = BatchJson.Prepare(items);
        var output = context.Response.BodyWriter;
        var unflushed = 0;
        for (var index = 0; index < items.Length; index++)
        {
            var reply = items[index].Reply!;
            BatchJson.Write(reply, index == 0, output);
            unflushed += reply.Body.Length;
            if (unflushed > FlushBytes)
            {
                await output.FlushAsync(context.RequestAborted);
                unflushed = 0;
            }
        }

        BatchJson.End(output);
        await output.FlushAsync(context.RequestAborted);
    }
}
