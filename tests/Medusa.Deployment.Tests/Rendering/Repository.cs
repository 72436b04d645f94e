using System.Runtime.CompilerServices;

namespace Medusa.Deployment.Tests.Rendering;

/// <summary>Where the repository's files are.</summary>
internal static class Repository
{
    /// <summary>The folder of this project's sources.</summary>
    public static string Tests { get; } = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Tests, "../.."));

    /// <summary>A file or folder of the repository.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
