using System.Text.Json;
using System.Text.RegularExpressions;
using Medusa.Deployment.Tests.Rendering;

namespace Medusa.Deployment.Tests;

/// <summary>What can be known of the image without building it.</summary>
public sealed partial class Dockerfile_should
{
    private static readonly string[][] Stages = Read();

    [Fact]
    public void Copy_files_that_exist_and_that_are_sent()
    {
        var ignored = File.ReadAllLines(Repository.At(".dockerignore")).Where(line => line.Length > 0 && line[0] is not ('#' or '!')).Select(Pattern).ToArray();
        var sources = Stages.SelectMany(stage => stage).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]).ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Repository.At(source)), source));
        Assert.All(sources, source => Assert.DoesNotContain(ignored, pattern => pattern.IsMatch(source)));
        // What an earlier build left here must not get in.
        Assert.All(["src/Medusa.Cli/bin", "src/Medusa.Gateway/obj", ".git", "k8s/overlays/local/postgres.env"], path => Assert.Contains(ignored, pattern => pattern.IsMatch(path)));
    }

    [Fact]
    public void Copy_every_project_that_the_server_is_built_from()
    {
        var copied = Stages[0].Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]).ToArray();
        var pending = new Queue<string>([Repository.At("src/Medusa.Cli/Medusa.Cli.csproj")]);
        var seen = new HashSet<string>();
        while (pending.TryDequeue(out var file))
        {
            if (!seen.Add(file))
            {
                continue;
            }

            var path = Path.GetRelativePath(Repository.Root, file);
            Assert.Contains(copied, folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
            var references = Reference().Matches(Comment().Replace(File.ReadAllText(file), "")).Select(match => match.Groups[1].Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal));
            foreach (var reference in references.Where(reference => !reference.Contains("$(", StringComparison.Ordinal)))
            {
                pending.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference)));
            }
        }

        Assert.True(seen.Count > 8);
    }

    [Fact]
    public void Pin_its_bases_and_run_chiselled()
    {
        var bases = Stages.Select(stage => stage[0].Split(' ')[1]).ToArray();
        Assert.Equal(["mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"], bases);
    }

    [Fact]
    public void Run_the_server_as_a_user_without_rights_on_its_ports()
    {
        var last = Stages[^1];
        Assert.Contains("USER $APP_UID", last);
        Assert.Contains("EXPOSE 8000 4053", last);
        Assert.Contains("VOLUME /data", last);
        Assert.Equal(["dotnet", "/app/medusa.dll"], Words(last, "ENTRYPOINT"));
        // Beyond loopback nothing is served without a key: a bare `docker run` draws one.
        Assert.Equal(["serve", "--draw-key"], Words(last, "CMD"));
        Assert.DoesNotContain(last, line => line.Contains("AllowAnonymous", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("production", "medusa-gateway", "serve")]
    [InlineData("production", "medusa-episodes", "serve")]
    [InlineData("production", "medusa-migrate", "journal migrate --grant-to medusa")]
    [InlineData("local", "medusa-migrate", "journal migrate")]
    public void Be_run_by_the_manifests_with_commands_of_its_own(string overlay, string workload, string arguments)
    {
        var container = Overlay.Of(overlay).Workloads.Single(manifest => manifest.Name == workload).Containers.Single();
        Assert.Null(container["command"]);
        Assert.Equal(arguments, string.Join(' ', container["args"]!.AsArray().Select(word => word!.ToString())));
    }

    /// <summary>The instructions, stage by stage, with continued lines joined.</summary>
    private static string[][] Read()
    {
        var lines = File.ReadAllText(Repository.At("Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => Blanks().Replace(line.Trim(), " ")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var starts = Enumerable.Range(0, lines.Count).Where(index => lines[index].StartsWith("FROM ", StringComparison.Ordinal)).Append(lines.Count).ToArray();
        return [.. starts.Zip(starts.Skip(1), (from, to) => lines[from..to].ToArray())];
    }

    private static string[] Words(string[] stage, string instruction) =>
        JsonSerializer.Deserialize<string[]>(stage.Single(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))[instruction.Length..])!;

    /// <summary>A line of .dockerignore: a path with all that is below it; <c>**/</c> is any folder, <c>*</c> any name.</summary>
    private static Regex Pattern(string line) =>
        new($"^{Regex.Escape(line.Trim('/')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}(/.*)?$");

    [GeneratedRegex("(?:ProjectReference|MedusaPlugin|Import) (?:Include|Project)=\"([^@\"]*\\.(?:csproj|targets|props))\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
