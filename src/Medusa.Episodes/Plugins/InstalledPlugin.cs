using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>A folder's plugin over time. Touched under the catalogue's lock alone.</summary>
/// <param name="folder">The folder's name.</param>
/// <param name="provenance">Id, version and digest.</param>
internal sealed class InstalledPlugin(string folder, PluginProvenance provenance)
{
    private WeakReference? context;

    public string Folder { get; } = folder;

    public PluginProvenance Provenance { get; } = provenance;

    /// <summary>What is loaded; null before, and once it was let go of.</summary>
    public LoadedPlugin? Loaded { get; set; }

    /// <summary>The environments it offers, remembered when it is unloaded.</summary>
    public ImmutableArray<(string Name, string Version)> Offers { get; set; } = [];

    /// <summary>When it was let go of.</summary>
    public DateTimeOffset LetGo { get; private set; }

    public required PluginStatus Status { get; set; }

    public bool IsLetGo => context is not null;

    /// <summary>Drops all references and asks the runtime to unload.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Unload(DateTimeOffset now)
    {
        var unloading = Loaded!.Context;
        Loaded = null;
        LetGo = now;
        context = new WeakReference(unloading);
        unloading.Unload();
    }

    /// <summary>Whether the runtime still holds something of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsInMemory() => context is { IsAlive: true };
}
