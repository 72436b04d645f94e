using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin new</c>: a plugin with its tests, from the template inside this program.</summary>
internal static class NewCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The plugin's name, a C# namespace such as Acme.Readings." };
    private static readonly Option<bool> Environment = new("--environment") { Description = "A whole environment; without it, parts for environment files." };
    private static readonly Option<string?> Output = new("--output") { Description = "The folder, which must be empty or missing; default: NAME.", HelpName = "DIR" };
    private static readonly Option<string?> Feed = new("--feed") { Description = "A folder or address with the Medusa packages; writes a nuget.config that adds it.", HelpName = "SOURCE" };
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "new",
            "Makes a plugin with its tests, as 'dotnet new medusa-plugin' does. Needs no network.",
            new Example("medusa plugin new Acme.Readings --environment", "a whole environment in the folder Acme.Readings"),
            new Example("medusa plugin new Acme.Parts --output parts --feed artifacts/packages", "parts for environment files, with the packages from a folder"))
        { Name, Environment, Output, Feed, Json };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(Name);
            RequireName(name);
            var folder = parsed.GetValue(Output) ?? name;
            var files = new Dictionary<string, string>(PluginTemplate.Instantiate(name, parsed.GetValue(Environment)));
            if (parsed.GetValue(Feed) is { } feed)
            {
                files["nuget.config"] = NuGetConfig(feed);
            }

            Write(folder, files);
            if (parsed.GetValue(Json))
            {
                terminal.WriteJson(new { folder, files = files.Keys.Order(StringComparer.Ordinal) });
            }
            else
            {
                terminal.Out.WriteLine($"{folder}: {files.Count} files. README.md says how to build, test, check and pack it.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireName(string name)
    {
        var parts = name.Split('.');
        if (name.Length > 64 || parts.Any(part => part.Length == 0 || !char.IsAsciiLetterUpper(part[0]) || part.Any(unit => !char.IsAsciiLetterOrDigit(unit))))
        {
            throw new CommandException(ExitCode.Usage, $"'{name}' is no name such as Acme.Readings: letters and digits, each part beginning with a capital, 64 characters at most.");
        }
    }

    private static void Write(string folder, Dictionary<string, string> files)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new CommandException(ExitCode.Usage, $"'{folder}' is not empty; name another folder with --output.");
            }

            foreach (var (name, text) in files)
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                File.WriteAllText(path, text);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, failure.Message);
        }
    }

    private static string NuGetConfig(string feed) => $"""
        <configuration>
          <packageSources>
            <add key="medusa" value="{System.Security.SecurityElement.Escape(Directory.Exists(feed) ? Path.GetFullPath(feed) : feed)}" />
          </packageSources>
        </configuration>

        """;
}
