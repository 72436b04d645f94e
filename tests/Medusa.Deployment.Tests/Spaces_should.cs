using System.Text.RegularExpressions;
using Medusa.Deployment.Tests.Rendering;
using Medusa.Gateway;
using YamlDotNet.Serialization;

namespace Medusa.Deployment.Tests;

/// <summary>The folders of Hugging Face Spaces: their front matter, their manifests, and the image that they are built from.</summary>
public sealed partial class Spaces_should
{
    private static readonly string[] Colours = ["red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"];

    private static readonly string[] Folders = [.. Directory.GetDirectories(Repository.At("spaces")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Folders];

    [Fact]
    public void Be_there_for_each_environment() => Assert.Equal(["dataselect", "medusa"], Folders);

    [Theory]
    [MemberData(nameof(Names))]
    public void Have_front_matter_that_Hugging_Face_takes(string name)
    {
        var matter = FrontMatter(name);
        Assert.Equal("docker", matter["sdk"]);
        Assert.Equal("/web", matter["base_path"]);
        Assert.Equal($"{new GatewayOptions().Port}", matter["app_port"]);
        Assert.Contains("openenv", Assert.IsType<List<object>>(matter["tags"]));
        Assert.Contains(matter["colorFrom"], Colours);
        Assert.Contains(matter["colorTo"], Colours);
        Assert.InRange($"{matter["short_description"]}".Length, 1, 60);
        Assert.Equal("apache-2.0", matter["license"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Have_a_manifest_that_agrees_with_the_rest(string name)
    {
        var manifest = Read(File.ReadAllText(At(name, "openenv.yaml")));
        Assert.Equal("1", manifest["spec_version"]);
        Assert.Equal("space", manifest["type"]);
        Assert.Equal(name, manifest["name"]);
        Assert.Equal(FrontMatter(name)["app_port"], manifest["port"]);
        Assert.True(File.Exists(At(name, $"{manifest["app"]}")));
        var client = File.ReadAllText(At(name, "client.py"));
        Assert.Contains($"\"{manifest["action"]}\"", client, StringComparison.Ordinal);
        Assert.Contains($"\"{manifest["observation"]}\"", client, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Medusas_image_with_settings_that_exist(string name)
    {
        var lines = File.ReadAllText(At(name, "Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
        Assert.Equal(["ARG MEDUSA_IMAGE=medusa:0.1.0", "FROM ${MEDUSA_IMAGE}"], lines[..2]);
        Assert.Contains($"EXPOSE {FrontMatter(name)["app_port"]}", lines);
        // Spaces run as this user, whatever the image says.
        Assert.Contains("USER 1000", lines);
        Assert.Equal("CMD [\"serve\"]", lines[^1]);
        var variables = Variable().Matches(lines.Single(line => line.StartsWith("ENV ", StringComparison.Ordinal))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Equal(name, variables["Medusa__DefaultEnvironment"]);
        Assert.Equal("true", variables["Medusa__AllowAnonymous"]);
        Assert.Equal("https://huggingface.co", variables["Medusa__Web__FrameAncestors"]);
        var reference = File.ReadAllText(Repository.At("docs/reference/configuration.md"));
        Assert.All(variables.Keys, variable => Assert.Contains(variable.StartsWith("Medusa__", StringComparison.Ordinal) ? $"`{variable}`" : variable, reference, StringComparison.Ordinal));
    }

    private static Dictionary<string, object> FrontMatter(string name) => Read(File.ReadAllText(At(name, "README.md")).Split("---\n")[1]);

    private static Dictionary<string, object> Read(string yaml) => new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(yaml);

    private static string At(string name, string file) => Repository.At(Path.Combine("spaces", name, file));

    [GeneratedRegex("(\\w+)=(\\S+)")]
    private static partial Regex Variable();
}
