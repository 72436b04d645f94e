using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Medusa.Cli.Plugins;

/// <summary>
/// The content of <c>dotnet new medusa-plugin</c>, carried inside this program. What is left out, renamed and replaced stands in the template's own
/// <c>template.json</c>; read here is as much of it as that file uses.
/// </summary>
internal static class PluginTemplate
{
    private const string Prefix = "template/";
    private const string Configuration = ".template.config/template.json";

    /// <summary>The files of a new plugin, by name below its folder.</summary>
    /// <param name="name">The plugin's name, a C# namespace.</param>
    /// <param name="isEnvironment">Whether it is a whole environment.</param>
    public static IReadOnlyDictionary<string, string> Instantiate(string name, bool isEnvironment)
    {
        var content = Content();
        using var configuration = JsonDocument.Parse(content[Configuration]);
        var modifiers = configuration.RootElement.GetProperty("sources")[0].GetProperty("modifiers").EnumerateArray()
            .Single(modifier => modifier.GetProperty("condition").GetString() == (isEnvironment ? "(environment)" : "(!environment)"));
        var excluded = modifiers.GetProperty("exclude").EnumerateArray().Select(pattern => pattern.GetString()!).ToArray();
        var renamed = modifiers.GetProperty("rename").EnumerateObject().ToDictionary(rename => rename.Name, rename => rename.Value.GetString()!);
        var symbols = configuration.RootElement.GetProperty("symbols");
        var replaced = new Dictionary<string, string>
        {
            [configuration.RootElement.GetProperty("sourceName").GetString()!] = name,
            [symbols.GetProperty("pluginId").GetProperty("replaces").GetString()!] = IdOf(name),
            [symbols.GetProperty("medusa-version").GetProperty("replaces").GetString()!] = Version,
        };
        return content
            .Where(file => file.Key != Configuration && !excluded.Any(pattern => Matches(pattern, file.Key)))
            .ToDictionary(file => Replace(renamed.GetValueOrDefault(file.Key, file.Key), replaced), file => Replace(file.Value, replaced));
    }

    /// <summary>The id of a plugin of a name: lower-case, hyphens for dots.</summary>
    public static string IdOf(string name) => name.ToLowerInvariant().Replace('.', '-').Replace('_', '-');

    /// <summary>The version of the packages that belong to this program.</summary>
    public static string Version { get; } =
        typeof(PluginTemplate).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith("/**", StringComparison.Ordinal) ? name.StartsWith(pattern[..^2], StringComparison.Ordinal) : name == pattern;

    private static string Replace(string text, Dictionary<string, string> replaced) =>
        replaced.Aggregate(text, (current, pair) => current.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private static Dictionary<string, string> Content()
    {
        var assembly = typeof(PluginTemplate).Assembly;
        return assembly.GetManifestResourceNames()
            .Select(resource => resource.Replace('\\', '/'))
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(resource => resource[Prefix.Length..], resource => Read(assembly, resource));
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
