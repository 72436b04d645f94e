namespace Medusa.Testing;

/// <summary>Sources of engines that are installed while tests run.</summary>
public static class SampleEngine
{
    private static int count;

    /// <summary>
    /// An engine that is the embedded one under the name <c>akka</c>. Where <c>Medusa:Sick</c> is configured it says that it is not live.
    /// The name of its assembly is new each time: what was loaded once cannot be loaded from another file.
    /// </summary>
    /// <param name="fails">A statement that <c>AddServices</c> begins with.</param>
    public static PluginSource Source(string fails = "") => Of(Template.Replace("/*fails*/", fails));

    /// <summary>An assembly with a text of its own.</summary>
    /// <param name="text">The source.</param>
    public static PluginSource Of(string text) => new($"Sample.Engine{Interlocked.Increment(ref count)}", text) { UsesHost = true };

    /// <summary>Installs an engine.</summary>
    /// <param name="root">The folder of all engines.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="others">Other files of its folder, by name.</param>
    /// <returns>Its assembly's path.</returns>
    public static string Write(string root, byte[] engine, params (string Name, byte[] Bytes)[] others)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "akka")).FullName;
        foreach (var (name, bytes) in others)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        var path = Path.Combine(folder, "Medusa.Actors.dll");
        File.WriteAllBytes(path, engine);
        return path;
    }

    private const string Template = """
        using System.Reflection;
        using Medusa.Episodes;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.Options;

        [assembly: EpisodeEngine(typeof(Setup))]

        public sealed class Setup : IEngineSetup
        {
            public string Name => "akka";

            public void AddServices(IServiceCollection services, IConfiguration configuration)
            {
                /*fails*/
                services.AddSingleton<IEpisodeEngine>(provider => Renamed.Create(
                    new EmbeddedEngine(
                        provider.GetRequiredService<IEnvironmentCatalogue>(), provider.GetRequiredService<IEpisodeJournal>(), provider.GetRequiredService<IOptions<EpisodesOptions>>().Value,
                        provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EmbeddedEngine>>()),
                    configuration["Medusa:Sick"]));
            }
        }

        public class Renamed : DispatchProxy
        {
            private IEpisodeEngine inner = null!;
            private string? sick;

            public static IEpisodeEngine Create(IEpisodeEngine inner, string? sick)
            {
                var engine = Create<IEpisodeEngine, Renamed>();
                ((Renamed)(object)engine).inner = inner;
                ((Renamed)(object)engine).sick = sick;
                return engine;
            }

            protected override object? Invoke(MethodInfo? method, object?[]? arguments) => method!.Name switch
            {
                "get_Name" => "akka",
                "get_WhyNotLive" => sick,
                _ => method.Invoke(inner, arguments),
            };
        }
        """;
}
