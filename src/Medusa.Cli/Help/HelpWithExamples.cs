using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Medusa.Cli.Help;

/// <summary>The usual help, then the verb's examples; for <c>medusa</c> itself the exit codes too.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Example[] First =
    [
        new("medusa serve", "serves the installed environments at http://127.0.0.1:8000"),
        new("medusa rollout --policy documented --episodes 100", "plays a hundred episodes in this process"),
        new("medusa doctor", "says what is wrong with this machine's set-up"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        WriteExamples(output, command is RootCommand ? First : (command as Verb)?.Examples ?? []);
        if (command is RootCommand)
        {
            WriteExitCodes(output);
        }

        return exitCode;
    }

    private static void WriteExamples(TextWriter output, IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  # {example.Meaning}");
            output.WriteLine($"  {example.Line}");
        }

        output.WriteLine();
    }

    private static void WriteExitCodes(TextWriter output)
    {
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCode.Meanings)
        {
            output.WriteLine($"  {code,-4} {meaning}");
        }

        output.WriteLine();
    }
}
