using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

/// <summary>A manual clock whose time stamps stand still too. Tests may let something happen, or go wrong, in the moment in which somebody looks at it.</summary>
internal sealed class ManualStamps : ManualTime
{
    /// <summary>Runs once, at the next look at the time of day.</summary>
    public Action? OnLook { get; set; }

    /// <summary>Runs once, at the next time stamp.</summary>
    public Action? OnStamp { get; set; }

    /// <summary>Runs once, when a time span is next converted to stamps.</summary>
    public Action? OnConvert { get; set; }

    public override long TimestampFrequency
    {
        get
        {
            var (act, _) = (OnConvert, OnConvert = null);
            act?.Invoke();
            return TimeSpan.TicksPerSecond;
        }
    }

    public override long GetTimestamp()
    {
        var (act, _) = (OnStamp, OnStamp = null);
        act?.Invoke();
        return base.GetUtcNow().Ticks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        var (act, _) = (OnLook, OnLook = null);
        act?.Invoke();
        return base.GetUtcNow();
    }
}
