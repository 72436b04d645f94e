namespace Medusa.Gateway;

/// <summary>The routes that the OpenAPI documents list.</summary>
internal static class ApiOperations
{
    private const string Control = "Environment Control";
    private const string Info = "Environment Info";
    private const string TaskApi = "Task API";
    private const string Episodes = "Episodes";
    private const string Server = "Server";

    /// <summary>OpenEnv's routes of one environment.</summary>
    public static readonly ApiOperation[] OpenEnv =
    [
        new("post", "/reset", Control, "Starts an episode") { Request = "ResetRequest", Response = "StepResponse" },
        new("post", "/step", Control, "Takes a step") { Request = "StepRequest", Response = "StepResponse" },
        new("get", "/state", "State Management", "Shows the state") { Response = "State", Query = ["episode_id"] },
        new("get", "/metadata", Info, "Says what the environment is") { Response = "EnvironmentMetadata" },
        new("get", "/schema", "Schema", "Shows the schemas of action, observation and state"),
        new("get", "/health", "Health", "Says that the server is alive") { Response = "HealthResponse" },
        new("post", "/mcp", "MCP", "Answers one JSON-RPC request of the Model Context Protocol") { Request = "Answer" },
        new("delete", "/mcp", "MCP", "Ends the MCP session of the header Mcp-Session-Id") { Status = "204", Response = null },
        new("get", "/tasks", TaskApi, "Lists the tasks with the thresholds that the grader uses"),
        new("post", "/grader", TaskApi, "Scores an episode by a task") { Request = "GraderRequest" },
        new("get", "/baseline", TaskApi, "Shows how the baseline policy does on each task"),
        new("get", "/list_environments", TaskApi, "Lists the environments of the task API"),
        new("get", "/{env}/splits", TaskApi, "Lists the splits"),
        new("post", "/{env}/tasks", TaskApi, "Lists a split's tasks") { Request = "SplitRequest" },
        new("post", "/{env}/num_tasks", TaskApi, "Counts a split's tasks") { Request = "SplitRequest" },
        new("post", "/{env}/task", TaskApi, "Shows one task") { Request = "SplitRequest" },
        new("post", "/{env}/task_range", TaskApi, "Shows a range of tasks") { Request = "SplitRequest" },
    ];

    /// <summary>The native API's routes.</summary>
    public static readonly ApiOperation[] Native =
    [
        new("get", "/ready", Server, "Says whether episodes can be started"),
        new("get", "/live", Server, "Says whether the process works, or has to be restarted"),
        new("get", "/v1/environments", Server, "Lists the environments"),
        new("get", "/v1/plugins", Server, "Lists the plugins with their states"),
        new("post", "/v1/plugins/reload", Server, "Reads the plugins' folder again, then lists the plugins"),
        new("get", "/v1/plugins/unused", Server, "Says which plugins the retained episodes of all callers need, and what they need that this node lacks"),
        new("get", "/v1/cluster", Server, "Lists the nodes with what they run and offer") { Response = "Cluster" },
        new("post", "/v1/episodes", Episodes, "Starts one episode or a group, or either for each of the seeds") { Request = "CreateRequest", Response = "Episodes", Status = "201" },
        new("get", "/v1/episodes", Episodes, "Lists the caller's episodes") { Query = ["environment", "status", "group", "label", "after", "limit"] },
        new("delete", "/v1/episodes", Episodes, "Removes the caller's episodes by status and age for good; with group alone, closes every episode of that group (204)") { Query = ["group", "status", "older_than"] },
        new("get", "/v1/episodes/{id}", Episodes, "Shows where an episode stands"),
        new("delete", "/v1/episodes/{id}", Episodes, "Closes an episode") { Status = "204", Response = null },
        new("post", "/v1/episodes/{id}/step", Episodes, "Takes a step, at most once for each number or request id") { Request = "NativeStepRequest", Response = "StepResult" },
        new("post", "/v1/steps", Episodes, "Takes steps of many episodes, and starts episodes; each element stands or fails alone") { Request = "StepsRequest", Response = "StepsResponse" },
        new("post", "/v1/episodes/{id}/fork", Episodes, "Starts copies of an episode as it stood after one of its steps") { Request = "ForkRequest", Response = "Episodes", Status = "201" },
        new("post", "/v1/episodes/{id}/verify", Episodes, "Folds the journal again and compares every digest, reward and answer") { Response = "Verification" },
        new("get", "/v1/events", Episodes, "Streams what happens to the caller's episodes in this process, as server-sent events") { ResponseType = "text/event-stream", Response = "Event" },
        new("get", "/v1/episodes/{id}/events", Episodes, "Streams what happens to an episode in this process, as server-sent events") { ResponseType = "text/event-stream", Response = "Event" },
        new("get", "/v1/ws", Episodes, "Upgrades to a WebSocket of frames {id, op, …}: many episodes on one socket") { Status = "101", Response = null },
        new("get", "/v1/episodes/{id}/state", Episodes, "Shows the environment's state") { Query = ["at"] },
        new("get", "/v1/episodes/{id}/log", Episodes, "Shows the governance log; Accept: application/x-ndjson gives lines"),
        new("get", "/v1/episodes/{id}/trajectory", Episodes, "Shows the trajectory"),
        new("get", "/v1/episodes/{id}/tables", Episodes, "Lists the tables; marks counts what is worth seeing in them") { Query = ["at", "marks"] },
        new("get", "/v1/episodes/{id}/tables/{name}", Episodes, "Shows rows of a table; marks points out what is worth seeing; Accept: text/csv streams them") { Query = ["at", "offset", "limit", "marks"] },
        new("get", "/v1/episodes/{id}/grade", Episodes, "Shows the grade of an episode that has ended"),
    ];
}
