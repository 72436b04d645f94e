using System.Reflection;
using System.Runtime.Loader;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// The load context of one plugin, collectible. Its own assemblies come from the bytes that were hashed; the contract always comes from the host, whatever lies
/// in the folder; what the folder does not hold comes from the host's framework.
/// </summary>
internal sealed class PluginLoadContext(string name, PluginFiles files) : AssemblyLoadContext(name, isCollectible: true)
{
    private static readonly Assembly Contract = typeof(IMedusaPlugin).Assembly;

    /// <summary>Loads an assembly of the folder by its file name.</summary>
    public Assembly LoadFile(string fileName)
    {
        var bytes = files.Find(fileName) ?? throw new PluginException(PluginFault.BadFile, $"There is no file '{fileName}'.");
        using var assembly = new MemoryStream(bytes, writable: false);
        using var symbols = files.Find(Path.ChangeExtension(fileName, ".pdb")) is { } found ? new MemoryStream(found, writable: false) : null;
        return LoadFromStream(assembly, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Contract.GetName().Name)
        {
            return Contract;
        }

        return files.Find($"{assemblyName.Name}.dll") is null ? null : LoadFile($"{assemblyName.Name}.dll");
    }
}
