using System.Buffers.Binary;
using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>The circumstances under which episodes must not change.</summary>
internal static class Circumstances
{
    private static readonly TimeSpan Offset = TimeSpan.FromMinutes(345);
    private static readonly Lock Zones = new();

    /// <summary>Plays on another thread, while others play too.</summary>
    public static string OnThreads(Subject subject, Seed seed)
    {
        var traces = new string[4];
        Exception? thrown = null;
        var threads = Enumerable.Range(0, traces.Length).Select(index => new Thread(() =>
        {
            try
            {
                traces[index] = subject.Trace(index == 0 ? seed : Seed.Of(index));
            }
            catch (Exception fault)
            {
                thrown = fault;
            }
        })).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return thrown is null ? traces[0] : throw thrown;
    }

    /// <summary>Plays under a culture with a decimal comma and another calendar order.</summary>
    public static string InAnotherCulture(Subject subject, Seed seed)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yyyy";
        culture.DateTimeFormat.LongTimePattern = "HH.mm.ss";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return subject.Trace(seed);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Plays in a time zone far from the one before.</summary>
    public static string InAnotherTimeZone(Subject subject, Seed seed)
    {
        lock (Zones)
        {
            var before = Environment.GetEnvironmentVariable("TZ");
            var file = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(file, ZoneFile(TimeZoneInfo.Local.BaseUtcOffset == Offset ? -Offset : Offset));
                Environment.SetEnvironmentVariable("TZ", file);
                TimeZoneInfo.ClearCachedData();
                return subject.Trace(seed);
            }
            finally
            {
                Environment.SetEnvironmentVariable("TZ", before);
                TimeZoneInfo.ClearCachedData();
                File.Delete(file);
            }
        }
    }

    /// <summary>A time zone of one offset in the first version of the TZif format (RFC 8536), so that no zone need be installed.</summary>
    private static byte[] ZoneFile(TimeSpan offset)
    {
        var file = new byte[54];
        "TZif"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(36), 1);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(40), 4);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(44), (int)offset.TotalSeconds);
        "KIT"u8.CopyTo(file.AsSpan(50));
        return file;
    }
}
