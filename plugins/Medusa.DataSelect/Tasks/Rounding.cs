using System.Globalization;

namespace Medusa.DataSelect;

/// <summary>Rounds as Python's <c>round</c> does: to the nearest decimal of the exact binary value, exact ties to the even digit.</summary>
internal static class Rounding
{
    private const double TieDenominator = 32;

    /// <summary>Rounds to four digits. Only odd multiples of 1/32 lie exactly between two decimals of four digits.</summary>
    /// <param name="value">A number of moderate size.</param>
    public static double ToFourDigits(double value) => Math.Floor(value * TieDenominator) == value * TieDenominator
        ? (double)Math.Round((decimal)value, 4, MidpointRounding.ToEven)
        : double.Parse(value.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
