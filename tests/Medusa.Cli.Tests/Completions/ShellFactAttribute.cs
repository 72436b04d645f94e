namespace Medusa.Cli.Tests.Completions;

/// <summary>A test that needs a shell, which not every machine has.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string program) => Skip = new[] { "/bin", "/usr/bin", "/usr/local/bin" }.Any(folder => File.Exists(Path.Combine(folder, program))) ? null : $"It needs {program}.";
}
