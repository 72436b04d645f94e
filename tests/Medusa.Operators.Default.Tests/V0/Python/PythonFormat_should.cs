using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.Tests.V0.Python;

public sealed class PythonFormat_should
{
    [Fact]
    public void Write_numbers_as_Python_does()
    {
        var lines = 0;
        foreach (var line in Fixture.Lines("py_format.jsonl"))
        {
            var value = line.GetProperty("v").GetDouble();
            Assert.Equal(line.GetProperty("repr").GetString(), PythonFormat.Repr(value));
            Assert.Equal(line.GetProperty(".1f").GetString(), PythonFormat.Fixed(value, 1));
            Assert.Equal(line.GetProperty("+.1f").GetString(), PythonFormat.Signed(value, 1));
            Assert.Equal(line.GetProperty(".3f").GetString(), PythonFormat.Fixed(value, 3));
            Assert.Equal(line.GetProperty(".2%").GetString(), PythonFormat.Percent(value, 2));
            Assert.Equal(line.GetProperty(".1%").GetString(), PythonFormat.Percent(value, 1));
            Assert.Equal(line.GetProperty("round4").GetDouble(), PythonFormat.Round(value, 4));
            Assert.Equal(line.GetProperty("round6").GetDouble(), PythonFormat.Round(value, 6));
            lines++;
        }

        Assert.True(lines > 20);
    }

    [Theory]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001234, "1.234e-05")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(5e-324, "5e-324")]
    public void Choose_between_plain_digits_and_an_exponent(double value, string expected) => Assert.Equal(expected, PythonFormat.Repr(value));

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(0.05, "0.1")]
    [InlineData(0.25, "0.2")]
    [InlineData(0.35, "0.3")]
    [InlineData(4503599627370495.5, "4503599627370495.5")]
    [InlineData(1e-30, "0.0")]
    [InlineData(1e-50, "0.0")]
    [InlineData(9.96, "10.0")]
    [InlineData(-0.04, "-0.0")]
    public void Round_the_exact_value_with_ties_to_even(double value, string expected) => Assert.Equal(expected, PythonFormat.Fixed(value, 1));
}
