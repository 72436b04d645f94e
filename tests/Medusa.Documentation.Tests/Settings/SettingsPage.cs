using System.Text;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>Writes the reference of every setting.</summary>
internal static class SettingsPage
{
    private const string Introduction = """
        # Settings

        Every setting of the server, section by section. This page is written from the options classes and their comments (`./build.sh docs`); a test compares it with the code. How settings are given, and which source wins: [configuration](../configuration.md).


        """;

    /// <summary>Writes the page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var options in OptionsClass.All)
        {
            page.Append("## ").Append(options.Title).Append("\n\n").Append(options.Summary).Append("\n\n");
            Append(page, options);
            foreach (var list in options.Settings.Where(setting => setting.Element is not null))
            {
                var elements = OptionsClass.OfElements(list, list.Element!);
                page.Append("Each element of `").Append(list.Name).Append("`: ").Append(elements.Summary).Append("\n\n");
                Append(page, elements);
            }
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static void Append(StringBuilder page, OptionsClass options)
    {
        page.Append("| Setting | Kind | Default | Range | What it does |\n|---|---|---|---|---|\n");
        foreach (var setting in options.Settings)
        {
            page.Append("| `").Append(setting.Name).Append("`<br>`").Append(setting.Variable).Append("` | ").Append(setting.Kind)
                .Append(" | ").Append(setting.Words.Default).Append(" | ").Append(setting.Words.Range)
                .Append(" | ").Append($"{setting.Summary} {setting.Words.Rest}".Trim()).Append(" |\n");
        }

        page.Append('\n');
    }
}
