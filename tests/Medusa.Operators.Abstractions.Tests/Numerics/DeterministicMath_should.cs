namespace Medusa.Operators.Abstractions.Tests;

public sealed class DeterministicMath_should
{
    [Fact]
    public void Give_exponentials_within_two_units_of_the_last_place()
    {
        foreach (var x in Sample(-745, 709.7, 200_000))
        {
            AssertWithin(Math.Exp(x), DeterministicMath.Exp(x), 2, x);
        }
    }

    [Fact]
    public void Give_logarithms_within_two_units_of_the_last_place()
    {
        foreach (var x in Sample(-700, 700, 100_000).Select(Math.Exp).Concat(Sample(0.5, 2, 100_000)))
        {
            AssertWithin(Math.Log(x), DeterministicMath.Log(x), 2, x);
        }
    }

    [Fact]
    public void Give_powers_to_thirteen_digits()
    {
        foreach (var (x, y) in Sample(0.01, 50, 300).SelectMany(x => Sample(-20, 20, 100).Select(y => (x, y))))
        {
            Assert.Equal(1, DeterministicMath.Pow(x, y) / Math.Pow(x, y), 1e-13);
        }

        Assert.Equal(1, DeterministicMath.Pow(double.NaN, 0));
        Assert.Equal(0, DeterministicMath.Pow(0, 2));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Pow(0, -2));
        Assert.Equal(double.NaN, DeterministicMath.Pow(-2, 0.5));
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    public void Know_the_edges_of_the_exponential(double x, double result) => Assert.Equal(result, DeterministicMath.Exp(x));

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(-1, double.NaN)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Know_the_edges_of_the_logarithm(double x, double result) => Assert.Equal(result, DeterministicMath.Log(x));

    [Fact]
    public void Know_subnormal_numbers()
    {
        AssertWithin(Math.Log(double.Epsilon), DeterministicMath.Log(double.Epsilon), 2, double.Epsilon);
        Assert.Equal(double.Epsilon, DeterministicMath.Exp(Math.Log(double.Epsilon)));
    }

    [Fact]
    public void Give_the_same_bits_value_by_value_and_over_spans()
    {
        double[] values = [.. Sample(-760, 730, 10_007), double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, 1e-310, .. Sample(-2, 2, 1_003)];
        var results = new double[values.Length + 3];
        DeterministicMath.Exp(values, results);
        AssertSameBits(values.Select(DeterministicMath.Exp), results[..values.Length]);
        DeterministicMath.Log(values, results);
        AssertSameBits(values.Select(DeterministicMath.Log), results[..values.Length]);
        var inPlace = (double[])values.Clone();
        DeterministicMath.Exp(inPlace, inPlace);
        AssertSameBits(values.Select(DeterministicMath.Exp), inPlace);
    }

    [Fact]
    public void Refuse_too_little_room() => Assert.Throws<ArgumentException>(() => DeterministicMath.Exp(new double[3], new double[2]));

    private static IEnumerable<double> Sample(double from, double to, int count) => Enumerable.Range(0, count).Select(index => from + ((to - from) * index / (count - 1)));

    private static void AssertWithin(double expected, double actual, int units, double x)
    {
        var distance = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(distance <= units || expected == actual, $"At {x:R}: {actual:R} is {distance} units from {expected:R}.");
    }

    private static void AssertSameBits(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
