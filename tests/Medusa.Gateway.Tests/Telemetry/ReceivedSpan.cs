namespace Medusa.Gateway.Tests;

/// <summary>A span as a collector got it.</summary>
public sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name, Dictionary<string, string> Attributes, string[] Links);
