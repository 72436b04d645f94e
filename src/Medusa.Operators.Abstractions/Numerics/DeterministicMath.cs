using System.Numerics;
using System.Runtime.InteropServices;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Exponential, logarithm and power that give the same bits on every machine: built from + − × ÷ alone in a fixed order, without fused multiply-add and without
/// the system's mathematics library. Within 2 units in the last place of the true value (<see cref="Pow"/>: relative error below 10⁻¹³ for |y·ln x| up to 100).
/// The overloads on spans give, value by value, the same bits as those on numbers, whatever the width of the machine's vectors.
/// </summary>
public static class DeterministicMath
{
    private const double ExpOverflow = 709.782712893384;
    private const double ExpUnderflow = -745.1332191019412;
    private const double ExpNormal = 708.0;
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double SqrtHalf = 0.70710678118654757;
    private const long MantissaBits = 0x000F_FFFF_FFFF_FFFF;
    private const long HalfExponent = 0x3FE0_0000_0000_0000;
    private const double WholeToBits = 6755399441055744.0;
    private const double BitsToWhole = 4503599627370496.0;
    private const double MinNormal = 2.2250738585072014e-308;

    /// <summary>e to the power of <paramref name="x"/>: Cody and Waite's reduction by ln 2, then the Taylor polynomial of degree 13.</summary>
    /// <param name="x">Any number; NaN gives NaN, what overflows gives +∞, what underflows gives 0.</param>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x > ExpOverflow)
        {
            return double.PositiveInfinity;
        }

        if (x < ExpUnderflow)
        {
            return 0;
        }

        var whole = Math.Floor((x * Log2E) + 0.5);
        var polynomial = ExpPolynomial(x - (whole * Ln2High) - (whole * Ln2Low));
        var power = (int)whole;
        var half = power / 2;
        return polynomial * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>e to the power of each value.</summary>
    /// <param name="values">The exponents.</param>
    /// <param name="results">Gets as many results; may be <paramref name="values"/> itself.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is shorter than <paramref name="values"/>.</exception>
    public static void Exp(ReadOnlySpan<double> values, Span<double> results)
    {
        CheckRoom(values, results);
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(values);
        var written = MemoryMarshal.Cast<double, Vector<double>>(results);
        for (var block = 0; block < blocks.Length; block++)
        {
            var x = blocks[block];
            if (Vector.LessThanAll(Vector.Abs(x), new Vector<double>(ExpNormal)))
            {
                var whole = Vector.Floor((x * Log2E) + new Vector<double>(0.5));
                var polynomial = ExpPolynomial(x - (whole * Ln2High) - (whole * Ln2Low));
                // Adding 1.5 × 2⁵² puts a small whole number into the lowest bits, which every machine does fast.
                var power = Vector.AsVectorInt64(whole + new Vector<double>(WholeToBits)) - Vector.AsVectorInt64(new Vector<double>(WholeToBits));
                // The two factors of the scalar method are powers of two, so their product is exact wherever the result is a normal number.
                written[block] = polynomial * Vector.AsVectorDouble(Vector.ShiftLeft(power + new Vector<long>(1023), 52));
                continue;
            }

            ExpEach(values.Slice(block * Vector<double>.Count, Vector<double>.Count), results.Slice(block * Vector<double>.Count, Vector<double>.Count));
        }

        var rest = blocks.Length * Vector<double>.Count;
        ExpEach(values[rest..], results[rest..]);
    }

    /// <summary>The natural logarithm, by the method of fdlibm's <c>e_log.c</c> (Sun Microsystems 1993).</summary>
    /// <param name="x">Any number; 0 gives −∞, a negative number or NaN gives NaN, +∞ gives +∞.</param>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        var scale = 0;
        if (x < MinNormal)
        {
            x *= 18014398509481984.0;
            scale = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1022 + scale;
        var mantissa = BitConverter.Int64BitsToDouble((bits & MantissaBits) | HalfExponent);
        if (mantissa < SqrtHalf)
        {
            mantissa += mantissa;
            exponent--;
        }

        return LogOf(mantissa - 1.0, exponent);
    }

    /// <summary>The natural logarithm of each value.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="results">Gets as many results; may be <paramref name="values"/> itself.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is shorter than <paramref name="values"/>.</exception>
    public static void Log(ReadOnlySpan<double> values, Span<double> results)
    {
        CheckRoom(values, results);
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(values);
        var written = MemoryMarshal.Cast<double, Vector<double>>(results);
        for (var block = 0; block < blocks.Length; block++)
        {
            var x = blocks[block];
            if (Vector.GreaterThanOrEqualAll(x, new Vector<double>(MinNormal)) && Vector.LessThanOrEqualAll(x, new Vector<double>(double.MaxValue)))
            {
                var bits = Vector.AsVectorInt64(x);
                var mantissa = Vector.AsVectorDouble((bits & new Vector<long>(MantissaBits)) | new Vector<long>(HalfExponent));
                // The biased exponent as the lowest bits of 2⁵², which is then taken off again.
                var exponent = Vector.AsVectorDouble(Vector.ShiftRightLogical(bits, 52) | Vector.AsVectorInt64(new Vector<double>(BitsToWhole))) - new Vector<double>(BitsToWhole + 1022);
                var isSmall = Vector.LessThan(mantissa, new Vector<double>(SqrtHalf));
                mantissa = Vector.ConditionalSelect(isSmall, mantissa + mantissa, mantissa);
                exponent = Vector.ConditionalSelect(isSmall, exponent - Vector<double>.One, exponent);
                written[block] = LogOf(mantissa - Vector<double>.One, exponent);
                continue;
            }

            LogEach(values.Slice(block * Vector<double>.Count, Vector<double>.Count), results.Slice(block * Vector<double>.Count, Vector<double>.Count));
        }

        var rest = blocks.Length * Vector<double>.Count;
        LogEach(values[rest..], results[rest..]);
    }

    /// <summary><paramref name="x"/> to the power of <paramref name="y"/>, as e^(y·ln x).</summary>
    /// <param name="x">A number; negative ones give NaN unless <paramref name="y"/> is 0.</param>
    /// <param name="y">The exponent; 0 gives 1 for every <paramref name="x"/>.</param>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        return x == 0 ? y > 0 ? 0 : double.PositiveInfinity : Exp(y * Log(x));
    }

    private static void ExpEach(ReadOnlySpan<double> values, Span<double> results)
    {
        for (var index = 0; index < values.Length; index++)
        {
            results[index] = Exp(values[index]);
        }
    }

    private static void LogEach(ReadOnlySpan<double> values, Span<double> results)
    {
        for (var index = 0; index < values.Length; index++)
        {
            results[index] = Log(values[index]);
        }
    }

    private static double PowerOfTwo(int power) => BitConverter.Int64BitsToDouble((power + 1023L) << 52);

    private static double ExpPolynomial(double r)
    {
        var sum = 1.6059043836821613e-10;
        sum = (sum * r) + 2.08767569878681e-09;
        sum = (sum * r) + 2.505210838544172e-08;
        sum = (sum * r) + 2.755731922398589e-07;
        sum = (sum * r) + 2.7557319223985893e-06;
        sum = (sum * r) + 2.48015873015873e-05;
        sum = (sum * r) + 0.0001984126984126984;
        sum = (sum * r) + 0.001388888888888889;
        sum = (sum * r) + 0.008333333333333333;
        sum = (sum * r) + 0.041666666666666664;
        sum = (sum * r) + 0.16666666666666666;
        sum = (sum * r) + 0.5;
        sum = (sum * r) + 1.0;
        return (sum * r) + 1.0;
    }

    private static Vector<double> ExpPolynomial(Vector<double> r)
    {
        var sum = new Vector<double>(1.6059043836821613e-10);
        sum = (sum * r) + new Vector<double>(2.08767569878681e-09);
        sum = (sum * r) + new Vector<double>(2.505210838544172e-08);
        sum = (sum * r) + new Vector<double>(2.755731922398589e-07);
        sum = (sum * r) + new Vector<double>(2.7557319223985893e-06);
        sum = (sum * r) + new Vector<double>(2.48015873015873e-05);
        sum = (sum * r) + new Vector<double>(0.0001984126984126984);
        sum = (sum * r) + new Vector<double>(0.001388888888888889);
        sum = (sum * r) + new Vector<double>(0.008333333333333333);
        sum = (sum * r) + new Vector<double>(0.041666666666666664);
        sum = (sum * r) + new Vector<double>(0.16666666666666666);
        sum = (sum * r) + new Vector<double>(0.5);
        sum = (sum * r) + Vector<double>.One;
        return (sum * r) + Vector<double>.One;
    }

    private static double LogOf(double f, double exponent)
    {
        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (0.3999999999940941908 + (w * (0.2222219843214978396 + (w * 0.1531383769920937332))));
        var odd = z * (0.6666666666666735130 + (w * (0.2857142874366239149 + (w * (0.1818357216161805012 + (w * 0.1479819860511658591))))));
        var half = 0.5 * f * f;
        return (exponent * Ln2High) - (half - ((s * (half + (odd + even))) + (exponent * Ln2Low)) - f);
    }

    private static Vector<double> LogOf(Vector<double> f, Vector<double> exponent)
    {
        var s = f / (new Vector<double>(2.0) + f);
        var z = s * s;
        var w = z * z;
        var even = w * (new Vector<double>(0.3999999999940941908) + (w * (new Vector<double>(0.2222219843214978396) + (w * 0.1531383769920937332))));
        var odd = z * (new Vector<double>(0.6666666666666735130)
            + (w * (new Vector<double>(0.2857142874366239149) + (w * (new Vector<double>(0.1818357216161805012) + (w * 0.1479819860511658591))))));
        var half = new Vector<double>(0.5) * f * f;
        return (exponent * Ln2High) - (half - ((s * (half + (odd + even))) + (exponent * Ln2Low)) - f);
    }

    private static void CheckRoom(ReadOnlySpan<double> values, Span<double> results)
    {
        if (results.Length < values.Length)
        {
            throw new ArgumentException($"There is room for {results.Length} results of {values.Length} values.", nameof(results));
        }
    }
}
