namespace Medusa.Client;

/// <summary>One frame of an OpenEnv session.</summary>
/// <param name="IsSent">Whether the client sent it.</param>
/// <param name="Text">The frame's JSON text.</param>
public sealed record OpenEnvFrame(bool IsSent, string Text);
