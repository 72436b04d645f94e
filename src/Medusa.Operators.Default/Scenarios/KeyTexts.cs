using System.Globalization;

namespace Medusa.Operators.Default;

/// <summary>The texts of keys and of the entities' names. Those of small numbers are made once.</summary>
internal static class KeyTexts
{
    private const int Kept = 1024;

    private static readonly string[] Keys = [.. Enumerable.Range(0, Kept).Select(MakeKey)];
    private static readonly string[] Names = [.. Enumerable.Range(0, Kept).Select(MakeName)];
    private static readonly string[] Padded = [.. Enumerable.Range(0, Kept * PaddingStyles).Select(index => MakePadded(index / PaddingStyles, index % PaddingStyles))];

    /// <summary>In how many ways a key can be padded: a blank before, a blank behind, two blanks before, two blanks on both sides.</summary>
    public const int PaddingStyles = 4;

    /// <summary><c>K</c> and at least four digits.</summary>
    public static string Key(int number) => number < Kept ? Keys[number] : MakeKey(number);

    /// <summary>The name of a key's entity.</summary>
    public static string Name(int number) => number < Kept ? Names[number] : MakeName(number);

    /// <summary>A key with blanks around it.</summary>
    public static string Pad(int number, int style) => number < Kept ? Padded[(number * PaddingStyles) + style] : MakePadded(number, style);

    private static string MakeKey(int number) => "K" + number.ToString("D4", CultureInfo.InvariantCulture);

    private static string MakeName(int number) => "Name_" + MakeKey(number);

    private static string MakePadded(int number, int style) => style switch
    {
        0 => " " + MakeKey(number),
        1 => MakeKey(number) + " ",
        2 => "  " + MakeKey(number),
        _ => "  " + MakeKey(number) + "  ",
    };
}
