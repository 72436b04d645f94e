using System.Text.Json;
using Medusa.Cli.Replays;

namespace Medusa.Cli.Tests.Replays;

public sealed class JsonDifference_should
{
    [Theory]
    [InlineData("""{"a":1.0,"b":[1,{"c":null}]}""", """{"b":[1,{"c":null}],"a":1}""", null)]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,2.5,3]}""", "x.a[1]: recorded 2, now 2.5")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,2]}""", "x.a: recorded [1,2,3], now [1,2]")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "x.b: recorded 2, now absent")]
    [InlineData("""{"a":1}""", """{"a":1,"b":true}""", "x.b: recorded absent, now true")]
    [InlineData("""{"a":null}""", """{"a":{}}""", "x.a: recorded null, now {}")]
    public void Name_the_first_difference(string recorded, string now, string? difference) =>
        Assert.Equal(difference, JsonDifference.Find(JsonElement.Parse(recorded), JsonElement.Parse(now), "x"));
}
