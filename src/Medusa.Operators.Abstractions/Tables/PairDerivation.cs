namespace Medusa.Operators.Abstractions;

/// <summary>
/// A pure function of two immutable objects whose result may be kept beside the first, such as a join of two tables.
/// Declare it once in a static field: the instance is the key. The function must depend on its arguments alone.
/// </summary>
/// <typeparam name="TSource">The immutable source beside which results are kept.</typeparam>
/// <typeparam name="TOther">The other immutable argument, compared by reference.</typeparam>
/// <typeparam name="TResult">The result, itself immutable.</typeparam>
/// <param name="compute">The pure function.</param>
public sealed class PairDerivation<TSource, TOther, TResult>(Func<TSource, TOther, TResult> compute)
    where TOther : class
    where TResult : class
{
    internal Func<TSource, TOther, TResult> Compute { get; } = compute;
}
