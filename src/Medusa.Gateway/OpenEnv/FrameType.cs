namespace Medusa.Gateway;

/// <summary>The kinds of frames of OpenEnv's <c>/ws</c>.</summary>
internal enum FrameType
{
    Reset = 0,
    Step = 1,
    State = 2,
    Close = 3,
    Mcp = 4,
}
