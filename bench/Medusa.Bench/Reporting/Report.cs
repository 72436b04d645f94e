using System.Globalization;
using System.Text;
using Medusa.Bench.Benchmarks;
using Medusa.Bench.Measuring;
using Spectre.Console;

namespace Medusa.Bench.Reporting;

/// <summary>Shows figures on the console and as Markdown for <c>docs/benchmarks.md</c>.</summary>
internal static class Report
{
    public static void Show(IBenchmark benchmark, IReadOnlyList<Sample> samples)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(benchmark.Name)) };
        table.AddColumns("figure", "unit", "median", "least", "greatest");
        foreach (var sample in samples)
        {
            table.AddRow(Markup.Escape(sample.Name), sample.Unit, Number(sample.Median), Number(sample.Least), Number(sample.Greatest));
        }

        AnsiConsole.Write(table);
    }

    public static string Markdown(IBenchmark benchmark, IReadOnlyList<Sample> samples)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {benchmark.Name}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{benchmark.Description}.").AppendLine();
        text.AppendLine("| figure | unit | median | least | greatest |").AppendLine("|---|---|---:|---:|---:|");
        foreach (var sample in samples)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {sample.Name} | {sample.Unit} | {Number(sample.Median)} | {Number(sample.Least)} | {Number(sample.Greatest)} |");
        }

        return text.AppendLine().ToString();
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 1000 => "N0", >= 10 => "F1", _ => "F3" }, CultureInfo.InvariantCulture);
}
