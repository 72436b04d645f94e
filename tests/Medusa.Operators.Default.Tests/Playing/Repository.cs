using System.Runtime.CompilerServices;

namespace Medusa.Operators.Default.Tests;

/// <summary>Files of the repository that tests compare with. With MEDUSA_REWRITE=1 in the environment a test writes its file instead.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static bool IsRewriting => Environment.GetEnvironmentVariable("MEDUSA_REWRITE") == "1";

    /// <summary>Asserts that a file holds exactly <paramref name="expected"/>.</summary>
    public static void AssertHolds(string path, string expected)
    {
        var file = Path.Combine(Root, path);
        if (IsRewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        Assert.True(File.Exists(file), $"{path} is missing: run the test with MEDUSA_REWRITE=1 and look at what it writes.");
        Assert.Equal(expected, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string Find([CallerFilePath] string thisFile = "")
    {
        var folder = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile) : AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Build.props")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
