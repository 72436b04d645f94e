namespace Medusa.DataSelect;

/// <summary>
/// The order in which CPython 3.7 and later lists a set of small non-negative integers after successive <c>update</c> calls with lists. Source of fact: the
/// documented behaviour of CPython's open-addressing set (an integer hashes to itself; 9 linear probes, then a perturbed jump; it grows to four times the used
/// slots, beyond 50,000 to twice, once three fifths are filled), checked against recorded orders.
/// </summary>
internal sealed class PythonSetOrder
{
    private const ulong LinearProbes = 9;
    private const long Empty = -1;

    private long[] slots;
    private int used;

    private PythonSetOrder()
    {
        slots = new long[8];
        slots.AsSpan().Fill(Empty);
    }

    /// <summary>The distinct integers of all lists in the set's order.</summary>
    /// <param name="updates">One list an update.</param>
    public static int[] Of(params ReadOnlySpan<int[]> updates)
    {
        var set = new PythonSetOrder();
        foreach (var update in updates)
        {
            foreach (var item in update)
            {
                set.Add(item);
            }
        }

        return set.ToArray<int>();
    }

    /// <summary>The distinct integers of all lists in the set's order.</summary>
    /// <param name="updates">One list an update; no number reaches 2⁶¹ − 1, where hashes begin again.</param>
    public static long[] Of(params ReadOnlySpan<long[]> updates)
    {
        var set = new PythonSetOrder();
        foreach (var update in updates)
        {
            foreach (var item in update)
            {
                set.Add(item);
            }
        }

        return set.ToArray<long>();
    }

    private void Add(long item)
    {
        var at = Place(slots, item);
        if (slots[at] == item)
        {
            return;
        }

        slots[at] = item;
        used++;
        var mask = slots.Length - 1;
        if (used * 5 >= mask * 3)
        {
            Resize(used > 50000 ? used * 2 : used * 4);
        }
    }

    private static int Place(long[] table, long item)
    {
        var mask = (ulong)(table.Length - 1);
        var perturb = (ulong)item;
        var at = (ulong)item & mask;
        while (true)
        {
            var probes = at + LinearProbes <= mask ? LinearProbes : 0ul;
            for (var entry = at; entry <= at + probes; entry++)
            {
                if (table[entry] == Empty || table[entry] == item)
                {
                    return (int)entry;
                }
            }

            perturb >>= 5;
            at = ((at * 5) + 1 + perturb) & mask;
        }
    }

    private void Resize(int least)
    {
        var size = 8;
        while (size <= least)
        {
            size <<= 1;
        }

        var table = new long[size];
        table.AsSpan().Fill(Empty);
        foreach (var item in slots)
        {
            if (item != Empty)
            {
                table[Place(table, item)] = item;
            }
        }

        slots = table;
    }

    private T[] ToArray<T>()
        where T : System.Numerics.INumberBase<T>
    {
        var items = new T[used];
        var count = 0;
        foreach (var item in slots)
        {
            if (item != Empty)
            {
                items[count++] = T.CreateTruncating(item);
            }
        }

        return items;
    }
}
