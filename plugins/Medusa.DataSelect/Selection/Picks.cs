namespace Medusa.DataSelect;

/// <summary>What each strategy picked: positions among the rows that are left, in the order of picking.</summary>
/// <param name="Uncertain">By uncertainty, greatest first.</param>
/// <param name="Diverse">By distance, greatest first; none that is in <paramref name="Uncertain"/>.</param>
/// <param name="Random">Drawn from the others.</param>
internal sealed record Picks(int[] Uncertain, int[] Diverse, int[] Random)
{
    /// <summary>All of them in the order in which they are trained on: that of CPython's set after three updates.</summary>
    public int[] InTrainingOrder() => PythonSetOrder.Of(Uncertain, Diverse, Random);
}
