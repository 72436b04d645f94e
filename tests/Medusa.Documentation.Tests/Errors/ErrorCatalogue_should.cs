using System.Globalization;
using System.Text.RegularExpressions;
using Medusa.Episodes;

namespace Medusa.Documentation.Tests.Errors;

/// <summary>The error catalogue has every code, with the status that it has.</summary>
public sealed partial class ErrorCatalogue_should
{
    private static readonly string Page = Repository.Read("docs/errors.md");

    [Fact]
    public void Have_every_code_with_its_status()
    {
        var declared = typeof(ProblemCode).GetFields().Select(field => (string)field.GetRawConstantValue()!).Append("internal_error");
        var listed = Row().Matches(Page).Select(row => (row.Groups["code"].Value, int.Parse(row.Groups["status"].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(declared.Select(code => (code, ProblemStatus.Of(code))).Order(), listed.Order());
    }

    [Fact]
    public void Say_that_asking_again_helps_where_the_server_says_when() => Assert.All(
        Row().Matches(Page),
        row => Assert.Equal(row.Groups["status"].Value is "429" or "503", row.Groups["again"].Value == "yes"));

    [Fact]
    public void Have_every_code_of_error_frames()
    {
        var declared = Constant().Matches(Repository.Read("src/Medusa.Gateway/OpenEnv/ErrorFrames.cs")).Select(match => match.Groups["code"].Value);
        Assert.Equal(declared.Order(), Frame().Matches(Page).Select(row => row.Groups["code"].Value).Order());
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \| (?<again>yes|no|look) \| .+ \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<code>[A-Z_]+)` \| ", RegexOptions.Multiline)]
    private static partial Regex Frame();

    [GeneratedRegex("const string [A-Za-z]+ = \"(?<code>[A-Z_]+)\";")]
    private static partial Regex Constant();
}
