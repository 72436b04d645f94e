namespace Medusa.Operators.Abstractions;

/// <summary>
/// The results of pure functions kept beside the immutable object they were computed from. Bounded: beyond
/// <see cref="Capacity"/> results are computed again each time. Thread-safe; two threads may compute the same result once each.
/// </summary>
internal struct DerivationCache
{
    private const int Capacity = 24;

    private Entry[]? entries;

    public TResult Get<TSource, TResult>(TSource source, Derivation<TSource, TResult> derivation)
        where TResult : class
        => (TResult?)Find(derivation, null) ?? Keep(derivation, null, derivation.Compute(source));

    public TResult Get<TSource, TOther, TResult>(TSource source, PairDerivation<TSource, TOther, TResult> derivation, TOther other)
        where TOther : class
        where TResult : class
        => (TResult?)Find(derivation, other) ?? Keep(derivation, other, derivation.Compute(source, other));

    private readonly object? Find(object key, object? other)
    {
        if (Volatile.Read(in entries) is not { } known)
        {
            return null;
        }

        foreach (ref readonly var entry in known.AsSpan())
        {
            if (ReferenceEquals(entry.Key, key) && ReferenceEquals(entry.Other, other))
            {
                return entry.Result;
            }
        }

        return null;
    }

    private TResult Keep<TResult>(object key, object? other, TResult result)
        where TResult : class
    {
        while (true)
        {
            if (Find(key, other) is TResult known)
            {
                return known;
            }

            var before = Volatile.Read(ref entries);
            var count = before?.Length ?? 0;
            if (count >= Capacity)
            {
                return result;
            }

            var after = new Entry[count + 1];
            before?.CopyTo(after, 0);
            after[count] = new Entry(key, other, result);
            if (Interlocked.CompareExchange(ref entries, after, before) == before)
            {
                return result;
            }
        }
    }

    private readonly record struct Entry(object Key, object? Other, object Result);
}
