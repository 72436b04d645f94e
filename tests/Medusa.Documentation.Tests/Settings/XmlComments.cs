using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>The XML comments of an assembly, as Markdown.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> members;

    private XmlComments(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        members = XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
    }

    /// <summary>The comments of an assembly.</summary>
    /// <param name="assembly">The assembly; its documentation file lies beside it.</param>
    public static XmlComments Of(Assembly assembly) => new(assembly);

    /// <summary>A type's summary.</summary>
    /// <param name="type">The type.</param>
    public string Summary(Type type) => Text($"T:{type.FullName}", "summary");

    /// <summary>A property's summary.</summary>
    /// <param name="property">The property.</param>
    public string Summary(PropertyInfo property) => Text(Name(property), "summary");

    /// <summary>A property's <c>value</c>.</summary>
    /// <param name="property">The property.</param>
    public string Value(PropertyInfo property) => Text(Name(property), "value");

    private static string Name(PropertyInfo property) => $"P:{property.DeclaringType!.FullName}.{property.Name}";

    private string Text(string member, string element) =>
        members.TryGetValue(member, out var found) && found.Element(element) is { } words ? Blanks().Replace(Markdown(words), " ").Trim() : "";

    private static string Markdown(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal),
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "see" or "seealso" } link => $"`{(link.Attribute("cref")?.Value ?? link.Attribute("langword")!.Value).Split('.')[^1]}`",
                XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
                XElement inner => Markdown(inner),
                _ => "",
            });
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
