using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>The routes about the server.</summary>
internal static class ServerOperations
{
    private const string Server = "Server";

    /// <summary>The routes.</summary>
    public static readonly ApiOperation[] All =
    [
        new("get", "/ready", Server, "Says whether episodes can be started") { Response = "Readiness", IsOpen = true, Description = "503 with the reason where they cannot." },
        new("get", "/live", Server, "Says whether the process works, or has to be restarted") { Response = "Liveness", IsOpen = true, Description = "503 with the reason where it does not work." },
        new("get", "/v1/environments", Server, "Lists the environments") { Response = "Environments" },
        new("get", "/v1/plugins", Server, "Lists the plugins with their states") { Response = "Plugins" },
        new("post", "/v1/plugins/reload", Server, "Reads the plugins' folder again, then lists the plugins") { Response = "Plugins" },
        new("get", "/v1/plugins/unused", Server, "Says which plugins the retained episodes of all callers need, and what they need that this node lacks") { Response = "PluginNeeds", Errors = [ProblemCode.JournalUnavailable] },
        new("get", "/v1/cluster", Server, "Lists the nodes with what they run and offer") { Response = "Cluster" },
    ];
}
