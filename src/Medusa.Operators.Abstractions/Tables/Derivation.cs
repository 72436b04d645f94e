namespace Medusa.Operators.Abstractions;

/// <summary>
/// A pure function of one immutable object whose result may be kept beside that object, such as a column's distinct count.
/// Declare it once in a static field: the instance is the key. The function must depend on its argument alone.
/// </summary>
/// <typeparam name="TSource">The immutable source, a <see cref="Column"/>, <see cref="TextDictionary"/> or <see cref="Table"/>.</typeparam>
/// <typeparam name="TResult">The result, itself immutable.</typeparam>
/// <param name="compute">The pure function.</param>
public sealed class Derivation<TSource, TResult>(Func<TSource, TResult> compute)
    where TResult : class
{
    internal Func<TSource, TResult> Compute { get; } = compute;
}
