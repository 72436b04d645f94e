namespace Medusa.Deployment.Tests.Rendering;

/// <summary>Where the repository's files are: above the tests' own output, as continuous integration leaves source paths out of what it builds.</summary>
internal static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The folder of this project's sources.</summary>
    public static string Tests { get; } = At("tests/Medusa.Deployment.Tests");

    /// <summary>A file or folder of the repository.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("Medusa.sln is not above the tests' output.")
        : File.Exists(Path.Combine(folder.FullName, "Medusa.sln")) ? folder.FullName
        : Find(folder.Parent);
}
