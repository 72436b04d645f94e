using System.Diagnostics;

namespace Medusa.Cli.Plugins;

/// <summary>A plugin's project: one whose file names a <c>MedusaPluginId</c>, which makes the contract's build target write the plugin's folder.</summary>
internal static class PluginProject
{
    private const string FolderProperty = "MedusaPluginFolder";

    /// <summary>Whether a file is a project.</summary>
    public static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>The project at a path: the file itself, or the only plugin project below the folder; null where there is none.</summary>
    /// <exception cref="CommandException">There are several.</exception>
    public static string? Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) && IsProject(path) ? path : null;
        }

        var found = Directory.EnumerateFiles(path, "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<MedusaPluginId>", StringComparison.Ordinal))
            .ToArray();
        return found.Length > 1
            ? throw new CommandException(ExitCode.Usage, $"'{path}' holds {found.Length} plugin projects; name one: {string.Join(", ", found)}.")
            : found.FirstOrDefault();
    }

    /// <summary>Builds a project and gives the plugin's folder.</summary>
    /// <exception cref="CommandException">The build fails, or writes no folder.</exception>
    public static async Task<string> BuildAsync(string project, CancellationToken cancellation)
    {
        var folder = (await DotnetAsync(["build", project, "--configuration", "Release", "--nologo", "-target:Build", $"-getProperty:{FolderProperty}"], cancellation)).Trim();
        folder = folder.Length == 0 ? folder : Path.GetFullPath(folder, Path.GetDirectoryName(Path.GetFullPath(project))!);
        return Directory.Exists(folder)
            ? folder
            : throw new CommandException(ExitCode.Usage, $"'{project}' built no plugin folder: it needs <MedusaPluginId> and a reference to Medusa.Operators.Abstractions.");
    }

    private static async Task<string> DotnetAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Start(start);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 ? await output : throw new CommandException(ExitCode.Different, $"dotnet {arguments[0]} failed.\n{await output}{await error}".TrimEnd());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CommandException(ExitCode.Usage, $"The .NET SDK's 'dotnet' cannot be started: {missing.Message}");
        }
    }
}
