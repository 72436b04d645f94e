namespace Medusa.Cli.Plugins;

/// <summary>Puts a plugin into a server's folder of plugins: written under a temporary name, renamed into place, so that no server ever sees half of it.</summary>
internal static class PluginInstallation
{
    /// <summary>Installs a plugin as <c>&lt;id&gt;@&lt;version&gt;</c>.</summary>
    /// <param name="plugin">A plugin that the loader takes.</param>
    /// <param name="plugins">The folder of all plugins; made where it is missing.</param>
    /// <returns>The plugin's folder, and whether it is new; false where the same bytes were there.</returns>
    /// <exception cref="CommandException">Other bytes are installed under this id and version, or the folder cannot be written.</exception>
    public static (string Folder, bool IsNew) Install(PluginInput plugin, string plugins)
    {
        var name = $"{plugin.Manifest.Id}@{plugin.Manifest.Version}";
        if (Path.GetFileName(name) != name || plugin.Manifest.Version.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            throw new CommandException(ExitCode.Usage, $"The version '{plugin.Manifest.Version}' cannot be part of a folder's name.");
        }

        var target = Path.Combine(plugins, name);
        try
        {
            return Directory.Exists(target) ? (Same(plugin, target), false) : (Place(plugin, plugins, target), true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, failure.Message);
        }
    }

    private static string Same(PluginInput plugin, string target) => PluginFiles.Read(target).SameAs(plugin.Files)
        ? target
        : throw new CommandException(ExitCode.Different, $"'{target}' holds other files under this id and version: a change is a new version.");

    private static string Place(PluginInput plugin, string plugins, string target)
    {
        Directory.CreateDirectory(plugins);
        var temporary = Path.Combine(plugins, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            plugin.Files.Write(temporary);
            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        return target;
    }
}
