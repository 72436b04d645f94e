using System.Text;

namespace Medusa.Gateway.Tests;

public sealed class JsonFault_should
{
    /// <summary>The expected texts are what CPython 3.13's json module says.</summary>
    [Theory]
    [InlineData("", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("[", "Expecting value: line 1 column 2 (char 1)")]
    [InlineData("{\"a\"", "Expecting ':' delimiter: line 1 column 5 (char 4)")]
    [InlineData("{\"a\":", "Expecting value: line 1 column 6 (char 5)")]
    [InlineData("{\"a\":1", "Expecting ',' delimiter: line 1 column 7 (char 6)")]
    [InlineData("{\"a\":1,", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)")]
    [InlineData("{\"a\":1,}", "Illegal trailing comma before end of object: line 1 column 7 (char 6)")]
    [InlineData("[1,]", "Illegal trailing comma before end of array: line 1 column 3 (char 2)")]
    [InlineData("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)")]
    [InlineData("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)")]
    [InlineData("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)")]
    [InlineData("{a:1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{1:2}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("nul", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("tru", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("truex", "Extra data: line 1 column 5 (char 4)")]
    [InlineData("1 2", "Extra data: line 1 column 3 (char 2)")]
    [InlineData("01", "Extra data: line 1 column 2 (char 1)")]
    [InlineData("-", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("1.", "Extra data: line 1 column 2 (char 1)")]
    [InlineData(".5", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("1e", "Extra data: line 1 column 2 (char 1)")]
    [InlineData("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)")]
    [InlineData("\"a\\qb\"", "Invalid \\escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\u12G4\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)")]
    [InlineData("{}}", "Extra data: line 1 column 3 (char 2)")]
    [InlineData("{\"a\":1}x", "Extra data: line 1 column 8 (char 7)")]
    [InlineData("[1,\n 2,\n x]", "Expecting value: line 3 column 2 (char 9)")]
    [InlineData("{\"é\":\"日本\",\"a\" 1}", "Expecting ':' delimiter: line 1 column 15 (char 14)")]
    [InlineData("  ", "Expecting value: line 1 column 3 (char 2)")]
    [InlineData("{\"type\": \"reset\", \"data\": {\"seed\": 0}", "Expecting ',' delimiter: line 1 column 38 (char 37)")]
    [InlineData("{\"type\": \"reset\",, \"data\": {}}", "Expecting property name enclosed in double quotes: line 1 column 18 (char 17)")]
    [InlineData("not json", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("{\"a\":undefined}", "Expecting value: line 1 column 6 (char 5)")]
    [InlineData("\"\\", "Unterminated string starting at: line 1 column 1 (char 0)")]
    [InlineData("{\"a\":\"😀\" 1}", "Expecting ',' delimiter: line 1 column 10 (char 9)")]
    [InlineData("+1", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("--1", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("[,1]", "Expecting value: line 1 column 2 (char 1)")]
    [InlineData("{,}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{\"a\":1 \"b\":2}", "Expecting ',' delimiter: line 1 column 8 (char 7)")]
    public void Say_what_CPython_says(string json, string expected)
    {
        Assert.False(JsonInput.TryParse(Encoding.UTF8.GetBytes(json), 64, out _, out var defect));
        Assert.Equal(expected, defect.ToString());
    }

    [Theory]
    [InlineData("[NaN]")]
    [InlineData("{\"a\":-Infinity}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("{\"\\uDBFFx\":1}")]
    public void Refuse_what_CPython_takes_but_JSON_does_not(string json) => Assert.False(JsonInput.TryParse(Encoding.UTF8.GetBytes(json), 64, out _, out _));

    [Theory]
    [InlineData("\"\\ud83d\\ude00\"")]
    [InlineData("\"\\\\ud800\"")]
    [InlineData("{\"a\":[1,2.5e3,null,true,\"\\u00e9\"]}")]
    public void Take_JSON(string json)
    {
        Assert.True(JsonInput.TryParse(Encoding.UTF8.GetBytes(json), 64, out var document, out _));
        document.Dispose();
    }
}
