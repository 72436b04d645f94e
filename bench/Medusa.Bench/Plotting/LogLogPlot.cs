using System.Globalization;
using System.Text;

namespace Medusa.Bench.Plotting;

/// <summary>Draws curves on two logarithmic axes as SVG, beside a dashed line of slope 1: a curve that is not steeper grows at most linearly.</summary>
internal static class LogLogPlot
{
    private const double Width = 860;
    private const double Height = 520;
    private const double Left = 70;
    private const double Right = 230;
    private const double Top = 40;
    private const double Bottom = 50;

    private static readonly string[] Colours =
        ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf", "#1a55a3", "#111111"];

    public static string Draw(string title, string xLabel, string yLabel, IReadOnlyList<Curve> curves)
    {
        var points = curves.SelectMany(curve => curve.Points).ToList();
        var axes = new Axes(Decade(points.Min(point => point.X), floor: true), Decade(points.Max(point => point.X), floor: false),
            Decade(points.Min(point => point.Y), floor: true), Decade(points.Max(point => point.Y), floor: false));
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">"));
        svg.AppendLine(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>"));
        Label(svg, Left, 24, title, "font-size=\"15\"");
        Label(svg, (Left + Width - Right) / 2, Height - 12, xLabel, "text-anchor=\"middle\"");
        Label(svg, 12, Top - 12, yLabel, string.Empty);
        Grid(svg, axes);
        for (var index = 0; index < curves.Count; index++)
        {
            Line(svg, axes, curves[index].Points, Invariant($"stroke=\"{Colours[index % Colours.Length]}\" stroke-width=\"2\""));
            Label(svg, Width - Right + 34, Top + 14 + (index * 20), curves[index].Name, Invariant($"fill=\"{Colours[index % Colours.Length]}\""));
        }

        var reference = Math.Pow(10, axes.YMaximum - axes.XMaximum);
        Line(svg, axes, [(Math.Pow(10, axes.XMinimum), Math.Max(reference * Math.Pow(10, axes.XMinimum), Math.Pow(10, axes.YMinimum))), (Math.Pow(10, axes.XMaximum), Math.Pow(10, axes.YMaximum))],
            "stroke=\"#999\" stroke-dasharray=\"6 5\"");
        Label(svg, Width - Right + 34, Top + 14 + (curves.Count * 20), "slope 1 (dashed)", "fill=\"#777\"");
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Grid(StringBuilder svg, Axes axes)
    {
        for (var decade = axes.XMinimum; decade <= axes.XMaximum; decade++)
        {
            var x = axes.X(Math.Pow(10, decade));
            svg.AppendLine(Invariant($"<line x1=\"{x:F1}\" y1=\"{Top}\" x2=\"{x:F1}\" y2=\"{Height - Bottom}\" stroke=\"#ddd\"/>"));
            Label(svg, x, Height - Bottom + 18, Math.Pow(10, decade).ToString("N0", CultureInfo.InvariantCulture), "text-anchor=\"middle\"");
        }

        for (var decade = axes.YMinimum; decade <= axes.YMaximum; decade++)
        {
            var y = axes.Y(Math.Pow(10, decade));
            svg.AppendLine(Invariant($"<line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Width - Right}\" y2=\"{y:F1}\" stroke=\"#ddd\"/>"));
            Label(svg, Left - 6, y + 4, Invariant($"1e{decade}"), "text-anchor=\"end\"");
        }
    }

    private static void Line(StringBuilder svg, Axes axes, IReadOnlyList<(double X, double Y)> points, string style) =>
        svg.AppendLine(Invariant($"<polyline fill=\"none\" {style} points=\"{string.Join(' ', points.Select(point => Invariant($"{axes.X(point.X):F1},{axes.Y(point.Y):F1}")))}\"/>"));

    private static void Label(StringBuilder svg, double x, double y, string text, string style) =>
        svg.AppendLine(Invariant($"<text x=\"{x:F1}\" y=\"{y:F1}\" {style}>{text}</text>"));

    private static int Decade(double value, bool floor) => (int)(floor ? Math.Floor(Math.Log10(value)) : Math.Ceiling(Math.Log10(value)));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>The decades that the axes span.</summary>
    private readonly record struct Axes(int XMinimum, int XMaximum, int YMinimum, int YMaximum)
    {
        public double X(double value) => Left + ((Math.Log10(value) - XMinimum) / (XMaximum - XMinimum) * (Width - Right - Left));

        public double Y(double value) => Height - Bottom - ((Math.Log10(value) - YMinimum) / (YMaximum - YMinimum) * (Height - Bottom - Top));
    }
}
