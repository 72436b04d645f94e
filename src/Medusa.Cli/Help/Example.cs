namespace Medusa.Cli.Help;

/// <summary>A command line that <c>--help</c> and the reference show.</summary>
/// <param name="Line">What is typed, from <c>medusa</c> on. Tests parse it, so that it stays right.</param>
/// <param name="Meaning">What it does, in a few words.</param>
internal sealed record Example(string Line, string Meaning);
