using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>One setting: a property of an options class.</summary>
/// <param name="Section">The section that it stands in, such as <c>Medusa:Journal</c>.</param>
/// <param name="Property">The property.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Words">What the comment says of its values.</param>
internal sealed record Setting(string Section, PropertyInfo Property, string Summary, SettingWords Words)
{
    /// <summary>The setting's name within its section.</summary>
    public string Name => Property.Name;

    /// <summary>The whole key, as in <c>--Medusa:Port=80</c>.</summary>
    public string Key => $"{Section}:{Name}";

    /// <summary>The environment variable; a list's elements and a map's entries follow after <c>__</c>.</summary>
    public string Variable => Key.Replace(":", "__", StringComparison.Ordinal) + Suffix;

    /// <summary>The attribute that says what range is taken, if there is one.</summary>
    public RangeAttribute? Range => Property.GetCustomAttribute<RangeAttribute>();

    /// <summary>What kind of value it takes, in the words of the reference.</summary>
    public string Kind
    {
        get
        {
            var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
            return type switch
            {
                _ when type == typeof(bool) => "true or false",
                _ when type == typeof(int) || type == typeof(long) => "integer",
                _ when type == typeof(double) => "number",
                _ when type == typeof(TimeSpan) => "time",
                { IsEnum: true } => "choice",
                _ when typeof(IDictionary).IsAssignableFrom(type) => "map",
                _ when IsList => "list",
                _ when type == typeof(string) => "text",
                _ => "section",
            };
        }
    }

    /// <summary>The options class of the elements, where it is a list of sections.</summary>
    public Type? Element => IsList && Property.PropertyType.GetGenericArguments() is [{ } element] && element != typeof(string) && element.IsClass ? element : null;

    private bool IsList => Property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(Property.PropertyType) && !typeof(IDictionary).IsAssignableFrom(Property.PropertyType);

    private string Suffix => Kind switch
    {
        "list" => Element is null ? "__0" : "__0__…",
        "map" => "__name",
        _ => "",
    };
}
