using System.Reflection;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Loads a plugin from its folder: a manifest (<see cref="PluginManifest"/>), an entry assembly with one public <see cref="IMedusaPlugin"/>, and the assemblies that
/// one needs. Plugins are trusted code: they run in this process with its rights.
/// </summary>
public static class PluginLoader
{
    /// <summary>How long a plugin may take to be made and to register where nothing else is configured.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Verifies and loads a plugin.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="timeout">How long it may take to register; null takes <see cref="DefaultTimeout"/>.</param>
    /// <exception cref="PluginException">The plugin cannot be loaded; says why. Nothing of it stays.</exception>
    public static LoadedPlugin Load(string folder, TimeSpan? timeout = null) => Load(Verify(folder), timeout ?? DefaultTimeout);

    /// <summary>Checks manifest, contract range and the SHA-256 of every file. Runs nothing of the plugin.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <exception cref="PluginException">Something is wrong.</exception>
    internal static VerifiedPlugin Verify(string folder)
    {
        var files = PluginFiles.Read(folder);
        var manifest = PluginManifest.Read(files.Find(PluginManifest.FileName));
        if (!ContractRange.Includes(manifest.Contract, ContractVersion.Current))
        {
            throw new PluginException(PluginFault.ContractMismatch, $"It fits contract {manifest.Contract}, the host has {ContractVersion.Current}.");
        }

        CheckFiles(manifest, files);
        return new VerifiedPlugin(manifest, new PluginProvenance(manifest.Id, manifest.Version, files.Sha256()), files);
    }

    /// <summary>Loads a verified plugin into a context of its own and lets it register.</summary>
    /// <param name="verified">The plugin.</param>
    /// <param name="timeout">How long it may take to register.</param>
    /// <exception cref="PluginException">It has no entry point, throws, takes too long, or what it registers breaks the contract.</exception>
    internal static LoadedPlugin Load(VerifiedPlugin verified, TimeSpan timeout)
    {
        var (manifest, provenance, files) = verified;
        var context = new PluginLoadContext($"{manifest.Id}@{manifest.Version}", files);
        try
        {
            var parts = WithinTime(timeout, () => Register(EntryPoint(context, manifest)));
            return new LoadedPlugin(manifest, provenance, [.. parts.Environments.Select(definition => new LoadedEnvironment(definition, provenance))], context) { Parts = parts };
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Runs the plugin's own code on a thread that can be left behind.</summary>
    private static PluginParts WithinTime(TimeSpan timeout, Func<PluginParts> register)
    {
        PluginParts? parts = null;
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                parts = register();
            }
            catch (Exception fault)
            {
                thrown = fault;
            }
        })
        {
            IsBackground = true,
            Name = "medusa-plugin-registration",
        };
        thread.Start();
        if (!thread.Join(timeout))
        {
            throw new PluginException(PluginFault.RegistrationFailed, $"Registering did not finish within {timeout.TotalSeconds:0.###} s; its thread is left behind.");
        }

        return thrown switch
        {
            null => parts!,
            PluginException refusal => throw refusal,
            _ => throw new PluginException(PluginFault.RegistrationFailed, $"Registering failed: {thrown.Message}", thrown),
        };
    }

    private static void CheckFiles(PluginManifest manifest, PluginFiles files)
    {
        foreach (var (name, digest) in manifest.Files)
        {
            if (name == PluginManifest.FileName || files.Find(name) is not { } bytes)
            {
                throw new PluginException(PluginFault.BadFile, $"The manifest names '{name}', which is no file of the folder.");
            }

            if (!string.Equals(PluginFiles.Sha256(bytes), digest, StringComparison.OrdinalIgnoreCase))
            {
                throw new PluginException(PluginFault.BadFile, $"'{name}' has another SHA-256 than the manifest says.");
            }
        }

        if (files.Names.FirstOrDefault(name => !manifest.Files.ContainsKey(name)) is { } unlisted)
        {
            throw new PluginException(PluginFault.BadFile, $"'{unlisted}' is not listed in the manifest's files; `medusa plugin pack` writes their SHA-256.");
        }

        if (files.Find(manifest.Assembly) is null)
        {
            throw new PluginException(PluginFault.BadFile, $"There is no file '{manifest.Assembly}'.");
        }
    }

    private static IMedusaPlugin EntryPoint(PluginLoadContext context, PluginManifest manifest)
    {
        try
        {
            var candidates = context.LoadFile(manifest.Assembly).GetExportedTypes()
                .Where(type => type is { IsAbstract: false, IsClass: true } && typeof(IMedusaPlugin).IsAssignableFrom(type))
                .ToArray();
            return candidates is [var only] && only.GetConstructor(Type.EmptyTypes) is { } constructor
                ? (IMedusaPlugin)constructor.Invoke(null)
                : throw new PluginException(PluginFault.NoEntryPoint, $"'{manifest.Assembly}' has {candidates.Length} public classes that implement {nameof(IMedusaPlugin)}; it needs exactly one, with a public constructor without parameters.");
        }
        catch (Exception thrown) when (thrown is not PluginException)
        {
            var cause = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
            throw new PluginException(PluginFault.NoEntryPoint, $"'{manifest.Assembly}' cannot be loaded: {cause.Message}", cause);
        }
    }

    private static PluginParts Register(IMedusaPlugin plugin)
    {
        var registry = new PluginRegistry();
        try
        {
            plugin.Register(registry);
            var parts = registry.Parts;
            foreach (var definition in parts.Environments)
            {
                if (DefinitionRules.Check(definition) is { Count: > 0 } faults)
                {
                    throw new PluginException(PluginFault.BadDefinition, $"Environment {definition.Name}@{definition.Version}: {string.Join(' ', faults)}");
                }
            }

            var twice = parts.Environments.GroupBy(definition => (definition.Name, definition.Version)).FirstOrDefault(group => group.Count() > 1);
            return twice is null ? parts : throw new PluginException(PluginFault.Duplicate, $"It offers environment {twice.Key.Name}@{twice.Key.Version} twice.");
        }
        catch (Exception thrown) when (thrown is not PluginException)
        {
            throw new PluginException(PluginFault.RegistrationFailed, $"Registering failed: {thrown.Message}", thrown);
        }
    }
}
