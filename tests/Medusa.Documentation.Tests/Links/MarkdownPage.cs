using System.Text;
using System.Text.RegularExpressions;

namespace Medusa.Documentation.Tests.Links;

/// <summary>A Markdown file's links and the anchors of its headings, as GitHub names them.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string text)
    {
        var prose = Fences().Replace(text, "");
        Links = [.. Link().Matches(Code().Replace(prose, "")).Select(match => match.Groups["target"].Value)];
        Anchors = Headings(prose);
        Anchors.UnionWith(Named().Matches(prose).Select(match => match.Groups["id"].Value));
    }

    /// <summary>What links point at, as it is written.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>What links into the page may name after <c>#</c>.</summary>
    public HashSet<string> Anchors { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="path">Its path below the repository's root.</param>
    public static MarkdownPage Read(string path) => new(Repository.Read(path));

    private static HashSet<string> Headings(string prose)
    {
        var anchors = new HashSet<string>();
        foreach (Match heading in Heading().Matches(prose))
        {
            var anchor = Slug(heading.Groups["title"].Value);
            for (var repeat = 1; !anchors.Add(anchor); repeat++)
            {
                anchor = $"{Slug(heading.Groups["title"].Value)}-{repeat}";
            }
        }

        return anchors;
    }

    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var sign in LinkText().Replace(title, "$1").Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(sign) || sign is '-' or '_')
            {
                slug.Append(sign);
            }
            else if (sign == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    [GeneratedRegex(@"^ *(`{3,}|~{3,}).*?^ *\1 *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"^#{1,6} +(?<title>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a (id|name)=\"(?<id>[^\"]+)\"")]
    private static partial Regex Named();
}
