namespace Medusa.Gateway;

/// <summary>What clients speak, as measurements and spans name it.</summary>
internal static class Protocols
{
    public const string OpenEnv = "openenv";
    public const string Mcp = "mcp";
    public const string Native = "native";
}
