using System.Globalization;
using System.Numerics;

namespace Medusa.Operators.Default.V0.Python;

/// <summary>
/// Python's number formats. CPython (Python/dtoa.c) rounds the exact binary value to the asked digits, ties to even, where .NET's own formats round
/// ties away from zero; hence the exact integer arithmetic here.
/// </summary>
internal static class PythonFormat
{
    /// <summary><c>format(value, ".Nf")</c>.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits after the point, at least 1.</param>
    public static string Fixed(double value, int digits)
    {
        var scaled = Scaled(Math.Abs(value), digits).PadLeft(digits + 1, '0');
        var sign = double.IsNegative(value) ? "-" : "";
        return string.Concat(sign, scaled.AsSpan(0, scaled.Length - digits), ".", scaled.AsSpan(scaled.Length - digits));
    }

    /// <summary><c>format(value, "+.Nf")</c>.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits after the point, at least 1.</param>
    public static string Signed(double value, int digits) => double.IsNegative(value) ? Fixed(value, digits) : "+" + Fixed(value, digits);

    /// <summary><c>format(value, ".N%")</c>: the value is multiplied by 100 as a double first.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits after the point, at least 1.</param>
    public static string Percent(double value, int digits) => Fixed(value * 100, digits) + "%";

    /// <summary><c>round(value, digits)</c>: the double nearest to the value rounded in decimal, ties of the exact value to even.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits after the point, at least 1.</param>
    public static double Round(double value, int digits) => double.Parse(Fixed(value, digits), CultureInfo.InvariantCulture);

    /// <summary><c>repr(value)</c>: the shortest digits that read back equal, with an exponent below 1e-4 and from 1e16 on.</summary>
    /// <param name="value">A finite number.</param>
    public static string Repr(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = Exponent(shortest);
        var negative = double.IsNegative(value) ? "-" : "";
        var digits = Digits(shortest);
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{negative}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        if (exponent < 0)
        {
            return $"{negative}0.{new string('0', -exponent - 1)}{digits}";
        }

        var padded = digits.PadRight(exponent + 2, '0');
        return $"{negative}{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }

    /// <summary>The power of ten of the first significant digit.</summary>
    private static int Exponent(string shortest)
    {
        var exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        if (exponentAt >= 0)
        {
            return int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var text = shortest.AsSpan().TrimStart('-');
        var point = text.IndexOf('.') < 0 ? text.Length : text.IndexOf('.');
        var first = text.IndexOfAnyExcept('0', '.');
        return first < 0 ? 0 : first < point ? point - first - 1 : point - first;
    }

    private static string Digits(string shortest)
    {
        var mantissa = shortest.AsSpan();
        var exponentAt = mantissa.IndexOf('E');
        if (exponentAt >= 0)
        {
            mantissa = mantissa[..exponentAt];
        }

        var digits = mantissa.ToString().Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }

    /// <summary>The digits of |value| × 10^digits, computed exactly and rounded to an integer with ties to even.</summary>
    private static string Scaled(double value, int digits)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFFL) | (biased == 0 ? 0 : 1L << 52);
        var power = Math.Max(biased, 1) - 1075;
        return power is < 0 and > -128 && digits <= 18
            ? Narrow((UInt128)mantissa * (ulong)Math.Pow(10, digits), -power)
            : Wide(mantissa * BigInteger.Pow(10, digits), power);
    }

    /// <summary>The common case: the scaled mantissa fits 128 bits.</summary>
    private static string Narrow(UInt128 scaled, int shift)
    {
        var whole = scaled >> shift;
        var rest = scaled - (whole << shift);
        var half = UInt128.One << (shift - 1);
        whole += rest > half || (rest == half && UInt128.IsOddInteger(whole)) ? UInt128.One : UInt128.Zero;
        return whole <= ulong.MaxValue ? ((ulong)whole).ToString(CultureInfo.InvariantCulture) : whole.ToString(CultureInfo.InvariantCulture);
    }

    private static string Wide(BigInteger scaled, int power)
    {
        if (power >= 0)
        {
            return (scaled << power).ToString(CultureInfo.InvariantCulture);
        }

        var whole = scaled >> -power;
        var twice = (scaled - (whole << -power)) << 1;
        var order = twice.CompareTo(BigInteger.One << -power);
        return (order > 0 || (order == 0 && !whole.IsEven) ? whole + 1 : whole).ToString(CultureInfo.InvariantCulture);
    }
}
