namespace Medusa.Web.Tests.Browsing;

/// <summary>Where the sources are.</summary>
public static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>A file or folder of the repository.</summary>
    public static string At(params ReadOnlySpan<string> path) => Path.Combine([Root, .. path]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests run outside of the repository."),
        _ when File.Exists(Path.Combine(folder.FullName, "Medusa.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
