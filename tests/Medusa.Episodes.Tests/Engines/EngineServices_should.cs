using Medusa.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Episodes.Tests.Engines;

public sealed class EngineServices_should : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("medusa-engines-");

    [Theory]
    [InlineData("auto")]
    [InlineData("akka")]
    [InlineData("AKKA")]
    public void Take_an_installed_engine(string engine)
    {
        var source = SampleEngine.Source();
        SampleEngine.Write(root.FullName, source.Compile());

        var registered = Assert.Single(Add(engine), service => service.ServiceType == typeof(IEpisodeEngine));

        Assert.Equal(source.Assembly, registered.ImplementationFactory!.Method.DeclaringType!.Assembly.GetName().Name);
    }

    [Fact]
    public void Leave_an_installed_engine_alone_where_the_embedded_one_is_asked_for()
    {
        SampleEngine.Write(root.FullName, [0]);
        Assert.Empty(Add("embedded"));
    }

    [Fact]
    public void Say_what_is_missing_where_an_engine_is_asked_for_that_is_not_installed() =>
        AssertRefused("akka", Path.Combine(root.FullName, "akka", "Medusa.Actors.dll"), "src/Medusa.Actors");

    [Theory]
    [InlineData("orleans")]
    [InlineData("")]
    [InlineData("1")]
    public void Refuse_an_engine_that_it_does_not_know(string engine) => AssertRefused(engine, $"'{engine}'", "auto, akka or embedded");

    [Theory]
    [InlineData("auto", "is missing")]
    [InlineData("embedded", "choose another Medusa:Engine")]
    public void Refuse_a_cluster_of_embedded_engines(string engine, string cure) => AssertRefused([("Medusa:Engine", engine), ("Medusa:Cluster:SeedNodes:0", "10.0.0.1:4053")], "SeedNodes", cure);

    [Fact]
    public void Load_what_an_engine_needs_from_its_folder()
    {
        var needed = new PluginSource($"Needed.{Guid.NewGuid():N}", "public static class Needed { public static void Work() { } }");
        var engine = SampleEngine.Source("Needed.Work();") with { Uses = [needed.Compile()] };
        SampleEngine.Write(root.FullName, engine.Compile(), ($"{needed.Assembly}.dll", needed.Compile()));

        Assert.Contains(Add("akka"), service => service.ServiceType == typeof(IEpisodeEngine));
    }

    [Fact]
    public void Take_the_hosts_assembly_where_the_folder_holds_another_of_that_name()
    {
        var decoy = new PluginSource("Medusa.Episodes", "public static class Decoy { }");
        SampleEngine.Write(root.FullName, SampleEngine.Source().Compile(), ("Medusa.Episodes.dll", decoy.Compile()));

        Assert.Contains(Add("akka"), service => service.ServiceType == typeof(IEpisodeEngine));
    }

    [Fact]
    public void Say_which_assembly_an_engine_misses()
    {
        var needed = new PluginSource($"Missing.{Guid.NewGuid():N}", "public static class Needed { public static void Work() { } }");
        // Nothing of the missing assembly runs at the start.
        var engine = SampleEngine.Source("if (services.Count > 1_000_000) Needed.Work();") with { Uses = [needed.Compile()] };
        AssertBroken(engine.Compile(), needed.Assembly);
    }

    [Fact]
    public void Refuse_what_is_no_assembly() => AssertBroken("no assembly"u8.ToArray(), "Medusa.Actors.dll");

    [Fact]
    public void Refuse_an_assembly_that_names_no_setup() => AssertBroken(SampleEngine.Of("public sealed class Setup { }").Compile(), "EpisodeEngine");

    [Fact]
    public void Refuse_an_attribute_of_the_engines_own() => AssertBroken(
        SampleEngine.Of("""
            [assembly: Medusa.Episodes.EpisodeEngine(typeof(Setup))]
            public sealed class Setup { }
            namespace Medusa.Episodes { public sealed class EpisodeEngineAttribute : Attribute { public EpisodeEngineAttribute(Type setup) { } } }
            """).Compile(),
        "of this host's Medusa.Episodes");

    [Theory]
    [InlineData("public sealed class Setup { }", "IEngineSetup")]
    [InlineData("public sealed class Setup : Base { public Setup(int size) { } }", "constructor")]
    [InlineData("public sealed class Setup : Base { public Setup() => throw new InvalidOperationException(\"No\\nroom.\"); }", "No room")]
    [InlineData("public sealed class Setup : Base { public override string Name => \"other\"; }", "'other'")]
    [InlineData("public sealed class Setup : Base { }", "registers no IEpisodeEngine")]
    public void Refuse_a_setup_that_cannot_be_used(string setup, string named) => AssertBroken(
        SampleEngine.Of($$"""
            [assembly: Medusa.Episodes.EpisodeEngine(typeof(Setup))]
            {{setup}}
            public abstract class Base : Medusa.Episodes.IEngineSetup
            {
                public virtual string Name => "akka";
                public void AddServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration configuration) { }
            }
            """).Compile(),
        named);

    [Fact]
    public void Refuse_an_engine_that_fails_to_add_itself() => AssertBroken(SampleEngine.Source("throw new InvalidOperationException(\"The port is taken.\");").Compile(), "The port is taken. ");

    [Fact]
    public void Pass_on_an_engines_own_refusal()
    {
        SampleEngine.Write(root.FullName, SampleEngine.Source("throw new EngineStartException(\"Set Medusa:Cluster:Port.\");").Compile());
        Assert.Equal("Set Medusa:Cluster:Port.", Assert.Throws<EngineStartException>(() => Add("auto")).Message);
    }

    public void Dispose() => root.Delete(recursive: true);

    private ServiceCollection Add(string engine) => Add([("Medusa:Engine", engine)]);

    private ServiceCollection Add(IEnumerable<(string Name, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([.. settings.Append(("Medusa:EnginesPath", root.FullName)).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))])
            .Build();
        var services = new ServiceCollection();
        services.AddMedusaEngine(configuration);
        return services;
    }

    private void AssertBroken(byte[] assembly, string named)
    {
        var file = SampleEngine.Write(root.FullName, assembly);
        AssertRefused("auto", file, named);
        AssertRefused("akka", file, named);
    }

    private void AssertRefused(string engine, params string[] named) => AssertRefused([("Medusa:Engine", engine)], named);

    private void AssertRefused((string, string)[] settings, params string[] named)
    {
        var refusal = Assert.Throws<EngineStartException>(() => Add(settings)).Message;
        Assert.DoesNotContain('\n', refusal);
        Assert.All(named, word => Assert.Contains(word, refusal, StringComparison.Ordinal));
    }
}
