namespace Medusa.Cli.Tests;

/// <summary>A run of the command line in this process, with what it wrote.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of the error output.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(new StringWriter(), CancellationToken.None, arguments);

    public static async Task<CommandRun> OfAsync(StringWriter error, CancellationToken cancellation, params string[] arguments)
    {
        var output = new StringWriter();
        var exitCode = await MedusaCommand.RunAsync(arguments, new Terminal(TextWriter.Synchronized(output), TextWriter.Synchronized(error), IsLive: false), cancellation);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Fails unless the command was refused with this code and one line that names what is wrong.</summary>
    public void AssertRefused(int exitCode, string named)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.StartsWith("medusa: ", Assert.Single(ErrorLines), StringComparison.Ordinal);
        Assert.Contains(named, Error, StringComparison.Ordinal);
        Assert.Empty(Out);
    }
}
