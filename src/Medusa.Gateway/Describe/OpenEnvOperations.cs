using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>OpenEnv's routes of one environment.</summary>
internal static class OpenEnvOperations
{
    private const string Control = "Environment Control";
    private const string Info = "Environment Info";
    private const string TaskApi = "Task API";
    private const string Mcp = "MCP";
    private const string Documentation = "Documentation";

    private static readonly string[] NoEnvironment = [ProblemCode.UnknownEnvironment, ProblemCode.PluginUnavailable, ProblemCode.OperatorFault];

    /// <summary>The routes.</summary>
    public static readonly ApiOperation[] All =
    [
        new("post", "/reset", Control, "Starts an episode")
        {
            Request = "ResetRequest", IsRequestOptional = true, Response = "StepResponse", IsRecorded = true, Errors = ApiErrors.OfStart,
            Body = """{"seed":7,"episode_id":"docs-example"}""",
        },
        new("post", "/step", Control, "Takes a step")
        {
            Request = "StepRequest", Response = "StepResponse", IsRecorded = true, Errors = [.. ApiErrors.OfStep, ProblemCode.AmbiguousEpisode],
            Body = """{"action":"{{action}}","episode_id":"docs-example"}""",
        },
        new("get", "/state", "State Management", "Shows the state")
        {
            Response = "State", Parameters = ["episode_id"], Errors = [.. ApiErrors.OfEpisode, ProblemCode.AmbiguousEpisode], Examples = [("episode_id", ApiExamples.Episode)],
        },
        new("get", "/ws", Control, "Upgrades to a WebSocket: a session of its own")
        {
            Status = "101", Errors = NoEnvironment,
            Description = "Text frames, one JSON object each: {\"type\":\"reset\",\"data\":{…}}, {\"type\":\"step\",\"data\":{action}}, {\"type\":\"state\"}, {\"type\":\"mcp\",\"data\":{…}}, {\"type\":\"close\"}.",
        },
        new("get", "/metadata", Info, "Says what the environment is") { Response = "EnvironmentMetadata", Errors = NoEnvironment },
        new("get", "/schema", "Schema", "Shows the JSON schemas of action, observation and state") { Response = "EnvironmentSchemas", Errors = NoEnvironment },
        new("get", "/health", "Health", "Says that the server is alive") { Response = "HealthResponse", IsOpen = true },
        new("get", "/tasks", TaskApi, "Lists the tasks with the thresholds that the grader uses") { Response = "Tasks", Errors = NoEnvironment },
        new("post", "/grader", TaskApi, "Scores an episode by a task; it may still run")
        {
            Request = "GraderRequest", Response = "TaskGrade", Errors = [.. ApiErrors.OfEpisode, ProblemCode.UnknownTask], Body = """{"episode_id":"docs-example","task_id":"{{task}}"}""",
        },
        new("get", "/baseline", TaskApi, "Shows how the baseline policy does on each task") { Response = "Baseline", Errors = NoEnvironment, Description = "404 where the environment has no such policy." },
        new("get", "/list_environments", TaskApi, "Lists the environments of the task API") { Response = "EnvironmentNames", Errors = NoEnvironment },
        new("get", "/{env}/splits", TaskApi, "Lists the splits") { Response = "Splits", Errors = NoEnvironment, Examples = [("env", "{{environment}}")] },
        Split("tasks", "Lists a split's tasks", "SplitTasks", """{"split":"train"}"""),
        Split("num_tasks", "Counts a split's tasks", "SplitCount", """{"split":"train"}"""),
        Split("task", "Shows one task", "SplitTask", """{"split":"train","index":0}"""),
        Split("task_range", "Shows a range of tasks", "SplitTasks", """{"split":"train","start":0,"stop":1}"""),
        new("post", "/mcp", Mcp, "Answers one JSON-RPC request of the Model Context Protocol")
        {
            Request = "RpcRequest", Response = "RpcResponse", OtherStatus = "202", Errors = NoEnvironment, Body = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""",
            Description = "A body that is no JSON is answered with 200 and a JSON-RPC error; a notification with 202.",
        },
        new("delete", "/mcp", Mcp, "Ends an MCP session") { Status = "204", Parameters = ["Mcp-Session-Id"], Errors = [ProblemCode.UnknownRoute], Description = "404 where there is no such session." },
        new("get", "/mcp", Mcp, "Upgrades to a WebSocket of JSON-RPC messages") { Status = "101", Errors = NoEnvironment },
        new("get", "/openapi.json", Documentation, "Shows this document") { Response = "OpenApi", Errors = NoEnvironment },
        new("get", "/docs", Documentation, "Shows this document as a page, from which everything can be called") { Response = "Page", ResponseType = "text/html", IsOpen = true, Errors = NoEnvironment },
        new("get", "/redoc", Documentation, "Leads to /docs") { Status = "307", IsOpen = true },
        new("get", "/docs/assets/{file}", Documentation, "Shows a file of that page") { Response = "Page", ResponseType = "text/javascript", OtherType = "text/css", IsOpen = true, Errors = [ProblemCode.UnknownRoute], Examples = [("file", "docs.js")] },
    ];

    private static ApiOperation Split(string name, string summary, string response, string body) => new("post", $"/{{env}}/{name}", TaskApi, summary)
    {
        Request = "SplitRequest", Response = response, Errors = NoEnvironment, Examples = [("env", "{{environment}}")], Body = body,
        Description = "400 where there is no such task; 501 where the environment has no tasks.",
    };
}
