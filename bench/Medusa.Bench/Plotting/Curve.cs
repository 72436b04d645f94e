namespace Medusa.Bench.Plotting;

/// <summary>A named series of positive points.</summary>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);
