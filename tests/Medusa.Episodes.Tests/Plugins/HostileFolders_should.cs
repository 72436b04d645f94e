using Medusa.Operators.Abstractions;
using Medusa.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>What a hostile or broken plugin costs at the start: itself, and nothing else.</summary>
public sealed class HostileFolders_should : IDisposable
{
    private const string Spin = "while (true) { System.Threading.Thread.Sleep(10); }";
    private readonly string root = Directory.CreateTempSubdirectory("medusa-hostile-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("bad.dll")]
    [InlineData("data/words.txt")]
    public void Be_rejected_when_one_byte_was_flipped(string name)
    {
        var folder = Write(("bad.dll", SamplePlugin.Source("bad").Compile()), ("data/words.txt", [1, 2, 3]));
        Assert.Equal(PluginState.Active, Load().Plugins.Single().State);
        var bytes = File.ReadAllBytes(Path.Combine(folder, name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        AssertRejected(PluginFault.BadFile, name);
    }

    [Fact]
    public void Be_rejected_when_a_file_is_not_listed()
    {
        var folder = Write(("bad.dll", SamplePlugin.Source("bad").Compile()));
        File.WriteAllBytes(Path.Combine(folder, "extra.dll"), [1]);
        AssertRejected(PluginFault.BadFile, "extra.dll");
    }

    [Fact]
    public void Be_rejected_when_something_is_a_link()
    {
        var folder = Write(("bad.dll", SamplePlugin.Source("bad").Compile()));
        File.CreateSymbolicLink(Path.Combine(folder, "out.txt"), "/etc/hostname");
        AssertRejected(PluginFault.BadFile, "out.txt");
    }

    [Theory]
    [InlineData("../bad.dll")]
    [InlineData("/etc/hostname")]
    [InlineData("x/../../bad.dll")]
    public void Be_rejected_when_the_manifest_leads_out_of_the_folder(string name)
    {
        var folder = Write(("bad.dll", SamplePlugin.Source("bad").Compile()));
        var manifest = File.ReadAllText(Path.Combine(folder, PluginManifest.FileName));
        File.WriteAllText(Path.Combine(folder, PluginManifest.FileName), manifest.Replace("\"files\":{", $"\"files\":{{\"{name}\":\"00\","));
        AssertRejected(PluginFault.BadFile, name);
    }

    [Theory]
    [InlineData("constructor", "throw new InvalidOperationException(\"no\");", PluginFault.NoEntryPoint)]
    [InlineData("register", "throw new InvalidOperationException(\"no\");", PluginFault.RegistrationFailed)]
    [InlineData("register", "registry.Add((EnvironmentDefinition)null);", PluginFault.RegistrationFailed)]
    [InlineData("register", "registry.Add((IOperator)null);", PluginFault.RegistrationFailed)]
    [InlineData("options", "throw new InvalidOperationException(\"no\");", PluginFault.RegistrationFailed)]
    [InlineData("register", Spin, PluginFault.RegistrationFailed)]
    [InlineData("constructor", Spin, PluginFault.RegistrationFailed)]
    public void Be_rejected_when_its_own_code_fails_while_it_registers(string where, string how, PluginFault fault)
    {
        PluginFolder.Write(root, "bad", SamplePlugin.Source("bad", fails: where, how: how));
        AssertRejected(fault, where: "bad@1.0.0");
    }

    [Fact]
    public void Be_rejected_when_its_definition_is_nonsense()
    {
        var text = SamplePlugin.Source("bad").Text;
        PluginFolder.Write(root, "nulls", new PluginSource("Nulls", text.Replace("new Operator(\"END\")", "null")));
        PluginFolder.Write(root, "unset", new PluginSource("Unset", text.Replace("ImmutableArray.Create<IRewardRule>(new Rule())", "default")));
        PluginFolder.Write(root, "twice", new PluginSource("Twice", text.Replace("new Operator(\"END\")", "new Operator(\"GO\")")));
        Assert.All(Load().Plugins, plugin => Assert.Equal(PluginState.Rejected, plugin.State));
        AssertGoodOneWorks();
    }

    [Fact]
    public void Be_rejected_when_its_assembly_is_none_or_has_no_entry()
    {
        PluginFolder.Write(Path.Combine(root, "broken"), "broken", "1", "a.dll", new Dictionary<string, byte[]> { ["a.dll"] = [1, 2, 3] });
        PluginFolder.Write(Path.Combine(root, "empty"), "empty", "1", "a.dll", new Dictionary<string, byte[]> { ["a.dll"] = new PluginSource("Empty", "public class Nothing { }").Compile() });
        Assert.All(Load().Plugins, plugin => Assert.Equal(PluginFault.NoEntryPoint, plugin.Fault));
        AssertGoodOneWorks();
    }

    [Fact]
    public void Get_the_host_s_contract_whatever_contract_they_ship()
    {
        Write(("bad.dll", SamplePlugin.Source("bad").Compile()), ("Medusa.Operators.Abstractions.dll", File.ReadAllBytes(typeof(IMedusaPlugin).Assembly.Location)));
        var loaded = Load().Find("bad")!;
        Assert.Same(typeof(IOperator).Assembly, loaded.Definition.Operators[0].GetType().GetInterfaces().Single(type => type.Name == nameof(IOperator)).Assembly);
        Write(("bad.dll", SamplePlugin.Source("bad").Compile()), ("Medusa.Operators.Abstractions.dll", [1, 2, 3]));
        Assert.NotNull(Load().Find("bad"));
    }

    [Fact]
    public void Not_take_another_plugin_s_id_or_environment()
    {
        PluginFolder.Write(Path.Combine(root, "a"), "good", "1.0.0", "good.dll", new Dictionary<string, byte[]> { ["good.dll"] = SamplePlugin.Source("sample").Compile() });
        PluginFolder.Write(Path.Combine(root, "b"), "good", "1.0.0", "bad.dll", new Dictionary<string, byte[]> { ["bad.dll"] = SamplePlugin.Source("other").Compile() });
        PluginFolder.Write(Path.Combine(root, "c"), "thief", "9.0.0", "bad.dll", new Dictionary<string, byte[]> { ["bad.dll"] = SamplePlugin.Source("sample", text: "stolen").Compile() });
        var catalogue = Load();
        Assert.Equal(
            [("a", PluginState.Active), ("b", PluginState.Rejected), ("c", PluginState.Rejected)],
            catalogue.Plugins.Select(plugin => (plugin.Folder, plugin.State)));
        Assert.Equal("good", catalogue.Find("sample")!.Provenance.Id);
        Assert.Null(catalogue.Find("other"));
    }

    [Fact]
    public void Not_be_loaded_where_an_allow_list_does_not_name_them()
    {
        PluginFolder.Write(root, "one", SamplePlugin.Source("one"));
        PluginFolder.Write(root, "two", SamplePlugin.Source("two"));
        PluginFolder.Write(root, "three", SamplePlugin.Source("three"));
        var digest = Load().Find("three")!.Provenance.Sha256;
        var options = new EpisodesOptions { PluginsPath = root, PluginAllowList = ["one@1.0.0", "two@2.0.0", digest.ToUpperInvariant()] };
        var catalogue = PluginCatalogue.Load(options, NullLogger.Instance);
        Assert.Equal(["one", "three"], catalogue.Environments.Select(environment => environment.Definition.Name));
        Assert.Equal(PluginFault.NotAllowed, catalogue.Plugins.Single(plugin => plugin.Folder.StartsWith("two", StringComparison.Ordinal)).Fault);
    }

    [Fact]
    public void Be_left_alone_while_they_are_being_written()
    {
        Directory.Move(PluginFolder.Write(root, "sample", SamplePlugin.Source()), Path.Combine(root, ".sample@1.0.0"));
        PluginFolder.Write(Path.Combine(root, "half.partial"), "half", "1", "a.dll", new Dictionary<string, byte[]> { ["a.dll"] = [1] });
        Assert.Empty(Load().Plugins);
    }

    private string Write(params (string Name, byte[] Bytes)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "bad")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        return PluginFolder.Write(folder, "bad", "1.0.0", "bad.dll", files.ToDictionary(file => file.Name, file => file.Bytes));
    }

    private PluginCatalogue Load() => PluginCatalogue.Load(new EpisodesOptions { PluginsPath = root, LoadTimeout = TimeSpan.FromSeconds(2) }, NullLogger.Instance);

    private void AssertRejected(PluginFault fault, string? reason = null, string where = "bad")
    {
        var rejected = Assert.Single(Load().Plugins);
        Assert.Equal((where, PluginState.Rejected, fault), (rejected.Folder, rejected.State, rejected.Fault));
        Assert.Contains(reason ?? "", rejected.Reason, StringComparison.Ordinal);
        AssertGoodOneWorks();
    }

    private void AssertGoodOneWorks()
    {
        PluginFolder.Write(root, "good", SamplePlugin.Source("good"));
        Assert.NotNull(Load().Find("good"));
    }
}
