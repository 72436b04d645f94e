namespace Medusa.Documentation.Tests;

/// <summary>The repository's files. With MEDUSA_REWRITE=1 in the environment, a test of a generated page writes it.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", ".git", "TestResults"];

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static bool IsRewriting => Environment.GetEnvironmentVariable("MEDUSA_REWRITE") == "1";

    /// <summary>A file or folder of the repository.</summary>
    /// <param name="path">Its path below the root.</param>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path below the root.</param>
    public static string Read(string path) => File.ReadAllText(At(path)).ReplaceLineEndings("\n");

    /// <summary>Files below a folder, as paths below the root with <c>/</c>; what a build makes is left out.</summary>
    /// <param name="pattern">The files' names.</param>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> Files(string pattern, string folder = "") => Below(new DirectoryInfo(At(folder)), pattern)
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Asserts that a file holds exactly <paramref name="expected"/>.</summary>
    /// <param name="path">Its path below the root.</param>
    /// <param name="expected">The text.</param>
    public static void AssertHolds(string path, string expected)
    {
        if (IsRewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
            File.WriteAllText(At(path), expected);
        }

        Assert.True(File.Exists(At(path)) && Read(path) == expected, $"{path} is not what the code says: ./build.sh docs writes it; look at the difference and commit it.");
    }

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder, string pattern) => folder.EnumerateFiles(pattern)
        .Concat(folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(inner => Below(inner, pattern)));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("Medusa.sln is not above the tests' output.")
        : File.Exists(Path.Combine(folder.FullName, "Medusa.sln")) ? folder.FullName
        : Find(folder.Parent);
}
