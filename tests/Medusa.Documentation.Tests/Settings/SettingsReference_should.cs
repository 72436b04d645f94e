using System.Reflection;
using System.Text.RegularExpressions;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>The reference of settings is what the options classes say, and these say what they do.</summary>
public sealed partial class SettingsReference_should
{
    /// <summary>Defaults that differ from machine to machine, and what the comments call them.</summary>
    private static readonly Dictionary<string, (string Words, object Value)> OfTheMachine = new()
    {
        ["Workers"] = ("the number of processors", Environment.ProcessorCount),
        ["Node"] = ("the machine's name", Environment.MachineName),
    };

    public static TheoryData<string> Keys => [.. Settings.Select(setting => $"{setting.Property.DeclaringType!.Name}.{setting.Name}")];

    private static IEnumerable<Setting> Settings => OptionsClass.All.SelectMany(options => options.Settings);

    [Fact]
    public void Be_what_the_code_says() => Repository.AssertHolds("docs/reference/configuration.md", SettingsPage.Write());

    [Fact]
    public void Have_every_options_class_of_the_sources()
    {
        var declared = Repository.Files("*Options.cs", "src").Where(path => Repository.Read(path).Contains("const string Section =", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Subset(OptionsClass.All.Select(options => options.Type.Name).ToHashSet(), declared.ToHashSet());
    }

    [Fact]
    public void Name_no_setting_twice_in_a_section_but_the_journals_batch() =>
        Assert.Equal(["Medusa:Journal:MaxBatch"], Settings.GroupBy(setting => setting.Key).Where(group => group.Count() > 1).Select(group => group.Key));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Say_what_a_setting_does_and_takes(string key)
    {
        var setting = Find(key);
        Assert.NotEmpty(setting.Summary);
        Assert.NotEmpty(setting.Words.Range + setting.Words.Default);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Give_the_range_that_is_checked(string key)
    {
        var setting = Find(key);
        if (setting.Range is { } range)
        {
            Assert.Equal(((double, double)?)(Quantity.Of(range.Minimum)!.Value, Quantity.Of(range.Maximum)!.Value), Quantity.ReadRange(setting.Words.Range));
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Give_the_default_that_holds(string key)
    {
        var setting = Find(key);
        var value = setting.Property.GetValue(Activator.CreateInstance(setting.Property.DeclaringType!));
        if (OfTheMachine.TryGetValue(setting.Name, out var machine))
        {
            Assert.Equal((machine.Words, machine.Value), (setting.Words.Default, value));
        }
        else if (Quantity.Of(value) is { } number)
        {
            Assert.Equal(number, Quantity.Read(setting.Words.Default) ?? double.NaN, precision: 9);
        }
        else if (value is bool truth)
        {
            Assert.StartsWith(truth ? "true" : "false", setting.Words.Default, StringComparison.Ordinal);
        }
        else if (value is string { Length: > 0 } or Enum)
        {
            Assert.StartsWith($"`{value}`", Bare().Replace(setting.Words.Default, "`$0`"), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Setting Find(string key) => Settings.Single(setting => $"{setting.Property.DeclaringType!.Name}.{setting.Name}" == key);

    /// <summary>A default that the comment gives without <c>c</c>, such as an address.</summary>
    [GeneratedRegex(@"^[^\s`,]+")]
    private static partial Regex Bare();
}
