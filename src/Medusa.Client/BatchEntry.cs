using System.Text.Json;

namespace Medusa.Client;

/// <summary>One entry of a batch: a <see cref="StepEntry"/> or a <see cref="CreateEntry"/>.</summary>
public abstract record BatchEntry
{
    private protected BatchEntry()
    {
    }

    /// <summary>Whether the server answers the recorded result when the entry is sent again.</summary>
    internal abstract bool IsRepeatable { get; }

    /// <summary>The entry as it is sent.</summary>
    internal abstract JsonElement Encode();
}
