using System.Reflection;
using System.Text.RegularExpressions;
using Medusa.Actors;
using Medusa.Episodes;
using Medusa.Gateway;
using Medusa.Journals.PostgreSql;
using Medusa.Journals.Sqlite;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>A class that is bound to a section of the configuration.</summary>
/// <param name="Type">The class.</param>
/// <param name="Section">The section.</param>
/// <param name="Summary">What the section is for.</param>
/// <param name="Settings">Its settings, in the order of the class.</param>
internal sealed partial record OptionsClass(Type Type, string Section, string Summary, IReadOnlyList<Setting> Settings)
{
    /// <summary>The journals' classes share the section of <see cref="JournalOptions"/> and do not name it.</summary>
    private static readonly Type[] OfJournals = [typeof(SqliteJournalOptions), typeof(PostgresJournalOptions)];

    /// <summary>Every options class of the server, what listens first, then by section.</summary>
    public static IReadOnlyList<OptionsClass> All { get; } =
    [
        .. new[] { typeof(GatewayOptions).Assembly, typeof(EpisodesOptions).Assembly, typeof(ClusterOptions).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => SectionOf(type) is not null)
            .Concat(OfJournals)
            .Select(type => Read(type, SectionOf(type) ?? JournalOptions.Section))
            .OrderBy(options => options.Type == typeof(GatewayOptions) ? 0 : 1)
            .ThenBy(options => options.Section, StringComparer.Ordinal)
            .ThenBy(options => OfJournals.Contains(options.Type) ? 1 : 0)
            .ThenBy(options => options.Type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The heading: the class's name in words, without <c>Options</c>.</summary>
    public string Title => TitleOf(Type);

    /// <summary>The settings of the elements of a list of sections.</summary>
    /// <param name="setting">The list.</param>
    /// <param name="element">The elements' class.</param>
    public static OptionsClass OfElements(Setting setting, Type element) => Read(element, $"{setting.Key}:0");

    private static string TitleOf(Type type)
    {
        var words = Capital().Replace(type.Name.Replace("Options", "", StringComparison.Ordinal), " $0").Trim();
        return words[..1] + words[1..].ToLowerInvariant();
    }

    private static string? SectionOf(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal) ? type.GetField("Section")?.GetRawConstantValue() as string : null;

    private static OptionsClass Read(Type type, string section)
    {
        var comments = XmlComments.Of(type.Assembly);
        var settings = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite)
            .Select(property => new Setting(section, property, comments.Summary(property), SettingWords.Parse(comments.Value(property))));
        return new(type, section, comments.Summary(type), [.. settings]);
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
