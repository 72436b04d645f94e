using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>The tables and scalars of an episode. Their names are part of the environment's version.</summary>
public static class ReadingsState
{
    private static readonly StateSchemaBuilder Builder = new();

    /// <summary>The readings. Columns: <see cref="Sensor"/> (integer) and <see cref="Celsius"/> (number, may be NULL).</summary>
    public static readonly TableKey Readings = Builder.Table("readings");

    /// <summary>How many sound readings the scenario began with.</summary>
    public static readonly ScalarKey<long> Sound = Builder.Scalar<long>("sound", 0);

    /// <summary>The schema of all of the above.</summary>
    public static readonly StateSchema Schema = Builder.Build();

    /// <summary>The column with the sensor's number.</summary>
    public const string Sensor = "sensor";

    /// <summary>The column with the temperature in degrees Celsius.</summary>
    public const string Celsius = "celsius";

    /// <summary>The hottest temperature that a sensor can measure, in degrees Celsius.</summary>
    public const double Hottest = 60;
}
