namespace Medusa.Python.Tests;

/// <summary>The tests of <c>clients/python</c>, each a case here. They run once, against a gateway that they start.</summary>
public sealed class PythonClient_should(PythonRun run) : IClassFixture<PythonRun>
{
    /// <summary>The names of the Python tests.</summary>
    public static TheoryData<string> Names => [.. PythonRun.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pass(string test)
    {
        var outcome = run.OutcomeOf(test);
        Assert.True(outcome == "passed", outcome);
    }

    [Fact]
    public void Have_the_types_that_it_says()
    {
        var (exitCode, output) = Interpreter.Run("-m", "mypy", "--cache-dir=/dev/null");
        Assert.True(exitCode == 0, output.Contains("No module named mypy", StringComparison.Ordinal) ? "mypy is needed: apt-get install mypy." : output);
    }

    [Fact]
    public void Be_tested_in_every_file_of_its_tests()
    {
        var files = Directory.GetFiles(Path.Combine(Interpreter.Folder, "tests"), "test_*.py").Select(Path.GetFileNameWithoutExtension);
        var named = PythonRun.Names().Select(name => name.Split('.').ElementAtOrDefault(1)).ToHashSet();
        Assert.All(files, file => Assert.Contains(file, named));
    }
}
