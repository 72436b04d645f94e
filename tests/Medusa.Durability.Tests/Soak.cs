namespace Medusa.Durability.Tests;

/// <summary>How long and how often the server is attacked: little by default, in full with <c>MEDUSA_SOAK=1</c>.</summary>
public static class Soak
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("MEDUSA_SOAK") == "1";

    /// <summary>How often a server is killed.</summary>
    public static int Kills => IsFull ? 20 : 3;

    /// <summary>How long a load without kills lasts.</summary>
    public static TimeSpan Load => TimeSpan.FromSeconds(IsFull ? 60 : 10);

    /// <summary>How long a suspended gateway stands still.</summary>
    public static TimeSpan Suspension => TimeSpan.FromSeconds(IsFull ? 30 : 3);

    /// <summary>How long the database is away.</summary>
    public static TimeSpan Outage => TimeSpan.FromSeconds(IsFull ? 20 : 5);
}
