using Medusa.Web.Bench;
using Medusa.Web.Tests.Browsing;

// `frames` measures the page, `screenshots <folder>` takes the pictures of the documentation.
await using var chromium = await Chromium.StartAsync();
switch (args)
{
    case [] or ["frames"]:
        await FirstPaint.RunAsync(chromium);
        await LongTable.RunAsync(chromium);
        await LiveList.RunAsync(chromium);
        return 0;
    case ["screenshots", var folder]:
        await Screenshots.TakeAsync(chromium, folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: frames | screenshots <folder>");
        return 2;
}
