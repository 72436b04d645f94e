using System.Diagnostics;
using System.Globalization;

namespace Medusa.DataSelect.Tests;

public sealed class Digests_should
{
    [Theory]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    [InlineData(128, "DOTNET_EnableAVX2")]
    [InlineData(256, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    public async Task Be_equal_in_a_process_with_other_vector_units(int widest, params string[] switchedOff)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(DigestHost).Assembly.Location);
        foreach (var name in switchedOff)
        {
            start.Environment[name] = "0";
        }

        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        var output = (await child.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, await error);
        Assert.InRange(int.Parse(output[0], CultureInfo.InvariantCulture), 0, widest);
        Assert.Equal(Digests.OfManyEpisodes(), output[1]);
    }
}
