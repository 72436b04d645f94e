namespace Medusa.Durability.Load;

/// <summary>What the clients of a load drive.</summary>
public enum LoadKind
{
    /// <summary>Single episodes over HTTP.</summary>
    Episodes,

    /// <summary>Families of groups and forks, alone, in batches and over sockets.</summary>
    Families,

    /// <summary>Sessions that come back, over the OpenEnv protocol.</summary>
    Sessions,

    /// <summary>A third of the clients each of these.</summary>
    All,
}
