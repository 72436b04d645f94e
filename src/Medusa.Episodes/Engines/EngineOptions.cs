using Microsoft.Extensions.Configuration;

namespace Medusa.Episodes;

/// <summary>Which engine runs episodes, section <c>Medusa</c> of the configuration. Wrong values stop the start.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Medusa";

    /// <summary>Takes Akka.NET's engine where it is installed, else the embedded one.</summary>
    public const string Auto = "auto";

    /// <summary>The cluster engine: Akka.NET Cluster Sharding, on one node too.</summary>
    public const string Akka = "akka";

    /// <summary>The engine of this assembly: all episodes in this process.</summary>
    public const string Embedded = "embedded";

    /// <summary>What runs episodes: Akka.NET's engine, the embedded one, or Akka.NET's where it is installed and else the embedded one, which the log then says.</summary>
    /// <value><c>auto</c>, <c>akka</c> or <c>embedded</c>. Default: <c>auto</c>. An installed engine that cannot be used ends the start, with <c>auto</c> too; <c>embedded</c> refuses to start where <c>Medusa:Cluster:SeedNodes</c> names other nodes. <c>medusa serve --engine NAME</c> sets it too.</value>
    public string Engine { get; set; } = Auto;

    /// <summary>The folder that holds one folder for each installed engine, named like it; Akka.NET's is <c>engines/akka/</c> with <c>Medusa.Actors.dll</c>.</summary>
    /// <value>A path, relative to the executable's folder or absolute. Default: <c>engines</c>. Ignored by <see cref="Embedded"/>.</value>
    public string EnginesPath { get; set; } = "engines";

    /// <summary>Where Akka.NET's engine is looked for.</summary>
    public string AkkaAssembly => Path.Combine(Path.GetFullPath(EnginesPath, AppContext.BaseDirectory), Akka, "Medusa.Actors.dll");

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The host's whole configuration.</param>
    /// <exception cref="EngineStartException">The engine is unknown.</exception>
    public static EngineOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new EngineOptions();
        configuration.GetSection(Section).Bind(options);
        options.Engine = options.Engine.ToLowerInvariant();
        return options.Engine is Auto or Akka or Embedded
            ? options
            : throw new EngineStartException($"Medusa:Engine is '{options.Engine}': it takes {Auto}, {Akka} or {Embedded}.");
    }
}
