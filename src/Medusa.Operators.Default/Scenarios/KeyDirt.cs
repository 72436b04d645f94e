namespace Medusa.Operators.Default;

/// <summary>How dirty the keys of one source are.</summary>
/// <param name="NullRatio">The share of its rows whose key is NULL.</param>
/// <param name="PaddedShare">The share of the other keys that carry leading or trailing blanks.</param>
internal sealed record KeyDirt(double NullRatio, double PaddedShare)
{
    public static KeyDirt None { get; } = new(0, 0);
}
