using System.Runtime.InteropServices;

namespace Medusa.Cli.Doctor;

/// <summary>What the program runs on, and whether it could build plugins.</summary>
/// <param name="path">The variable PATH, where the SDK is looked for.</param>
internal sealed class RuntimeCheck(string? path) : Check("runtime")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => Found(
        Ok($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors; ICU is not needed."),
        HasSdk()
            ? Ok("An SDK is installed: 'medusa plugin' can build projects.")
            : Ok("No .NET SDK is on the PATH: 'medusa plugin' takes folders and zip files, and no projects."));

    private bool HasSdk() => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        .Where(File.Exists)
        .Select(file => Path.GetDirectoryName(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file)!)
        .Any(folder => Directory.Exists(Path.Combine(folder, "sdk")));
}
