using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Episodes;

/// <summary>
/// An installed engine. It shares types with the host, so it is loaded into the default context: what the host has wins over what lies in the engine's folder, and
/// what neither has is missing. It cannot be unloaded.
/// </summary>
internal static class EngineAssembly
{
    private static readonly ConcurrentDictionary<string, byte> Folders = new(StringComparer.Ordinal);

    static EngineAssembly() => AssemblyLoadContext.Default.Resolving += static (context, name) => Resolve(context, name);

    /// <summary>Loads an engine and lets it add itself to a host.</summary>
    /// <param name="name">The engine's name.</param>
    /// <param name="file">Its assembly, an absolute path.</param>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's whole configuration.</param>
    /// <exception cref="EngineStartException">The file is no such engine, something that it needs is missing, or it failed to add itself.</exception>
    internal static void Add(string name, string file, IServiceCollection services, IConfiguration configuration)
    {
        try
        {
            Folders.TryAdd(Path.GetDirectoryName(file)!, 0);
            var setup = Load(name, file);
            setup.AddServices(services, configuration);
            if (!services.Any(service => service.ServiceType == typeof(IEpisodeEngine)))
            {
                throw Broken(name, file, $"its setup registers no {nameof(IEpisodeEngine)}");
            }
        }
        catch (Exception thrown) when (thrown is not EngineStartException)
        {
            throw Broken(name, file, thrown is TargetInvocationException { InnerException: { } cause } ? cause.Message : thrown.Message, thrown);
        }
    }

    private static IEngineSetup Load(string name, string file)
    {
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        // A method that needs a missing assembly fails only when it first runs, which may be hours after the start.
        foreach (var needed in assembly.GetReferencedAssemblies())
        {
            AssemblyLoadContext.Default.LoadFromAssemblyName(needed);
        }

        var attribute = assembly.GetCustomAttribute<EpisodeEngineAttribute>()
            ?? throw Broken(name, file, $"it has no [assembly: EpisodeEngine(typeof(…))] of this host's {typeof(EpisodeEngineAttribute).Assembly.GetName().Name}");
        if (!typeof(IEngineSetup).IsAssignableFrom(attribute.Setup) || attribute.Setup.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw Broken(name, file, $"{attribute.Setup} does not implement {nameof(IEngineSetup)} or has no public constructor without parameters");
        }

        var setup = (IEngineSetup)constructor.Invoke(null);
        return setup.Name == name ? setup : throw Broken(name, file, $"it is the engine '{setup.Name}'");
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        foreach (var folder in Folders.Keys)
        {
            var file = Path.Combine(folder, $"{name.Name}.dll");
            if (File.Exists(file))
            {
                return context.LoadFromAssemblyPath(file);
            }
        }

        return null;
    }

    private static EngineStartException Broken(string name, string file, string reason, Exception? cause = null) =>
        new($"The engine '{name}' cannot be used ({file}): {reason.TrimEnd('.')}. Install it again, or choose Medusa:Engine={EngineOptions.Embedded}.", cause);
}
