using System.CommandLine;

namespace Medusa.Cli.Help;

/// <summary>A command with examples, which <c>--help</c> shows below its options.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What it does, in a sentence or two.</param>
/// <param name="examples">At least one, unless it only gathers other verbs.</param>
internal sealed class Verb(string name, string description, params IReadOnlyList<Example> examples) : Command(name, description)
{
    /// <summary>The examples, the most usual one first.</summary>
    internal IReadOnlyList<Example> Examples { get; } = examples;
}
