namespace Medusa.Documentation.Tests.Links;

/// <summary>Links between the repository's pages lead somewhere.</summary>
public sealed class Pages_should
{
    public static TheoryData<string> Pages => [.. Repository.Files("*.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Link_to_files_and_headings_that_exist(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        Assert.All(MarkdownPage.Read(page).Links.Where(link => !link.Contains(':', StringComparison.Ordinal)), link =>
        {
            var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
            var target = file.Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, file), Repository.Root)).Replace('\\', '/');
            Assert.True(File.Exists(Repository.At(target)) || Directory.Exists(Repository.At(target)), $"{page} links to {link}: there is no {target}.");
            if (anchor is not null && target.EndsWith(".md", StringComparison.Ordinal))
            {
                Assert.True(MarkdownPage.Read(target).Anchors.Contains(anchor), $"{page} links to {link}: {target} has no heading of that name.");
            }
        });
    }

    [Theory]
    [InlineData("docs")]
    public void Be_reached_from_the_index(string root)
    {
        var seen = new HashSet<string>();
        var waiting = new Queue<string>([$"{root}/README.md"]);
        while (waiting.TryDequeue(out var page))
        {
            if (!seen.Add(page))
            {
                continue;
            }

            var folder = Path.GetDirectoryName(page)!;
            foreach (var link in MarkdownPage.Read(page).Links.Where(link => !link.Contains(':', StringComparison.Ordinal)).Select(link => link.Split('#')[0]).Where(link => link.EndsWith(".md", StringComparison.Ordinal)))
            {
                waiting.Enqueue(Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, link), Repository.Root)).Replace('\\', '/'));
            }
        }

        Assert.Empty(Repository.Files("*.md", root).Except(seen));
    }
}
