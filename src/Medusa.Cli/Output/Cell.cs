namespace Medusa.Cli.Output;

/// <summary>One cell of a table.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">How it is meant.</param>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}
