using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>The native API's routes of episodes.</summary>
internal static class EpisodeOperations
{
    private const string Episodes = "Episodes";

    private static readonly (string, string)[] Example = [("id", ApiExamples.Episode)];
    private static readonly (string, string)[] ClosedExample = [("id", ApiExamples.Closed)];

    /// <summary>The routes. Their examples work in the order of the document, which puts the methods of a path together: what closes an episode closes one that no later example needs to run.</summary>
    public static readonly ApiOperation[] All =
    [
        new("post", "/v1/steps", Episodes, "Takes steps of many episodes, and starts episodes; each element stands or fails alone")
        {
            Request = "StepsRequest", Response = "StepsResponse", Errors = [ProblemCode.ShuttingDown],
            Body = """{"steps":[{"create":{"environment":"{{environment}}","seed":7,"episode_id":"docs-closed","request_id":"docs-closed"}},{"episode_id":"docs-closed","action":"{{action}}","step":1}]}""",
        },
        new("post", "/v1/episodes", Episodes, "Starts one episode or a group, or either for each of the seeds")
        {
            Request = "CreateRequest", Response = "Episodes", Status = "201", IsRecorded = true, Errors = [.. ApiErrors.OfStart, ProblemCode.EpisodeExists],
            Body = """{"environment":"{{environment}}","seed":7,"episode_id":"docs-example","request_id":"docs-example"}""",
        },
        new("get", "/v1/episodes", Episodes, "Lists the caller's episodes")
        {
            Response = "EpisodePage", Parameters = ["environment", "status", "group", "label", "after", "limit"], Errors = [ProblemCode.JournalUnavailable], Examples = [("limit", "10")],
        },
        Of("get", "/v1/episodes/{id}", "Shows where an episode stands", "EpisodeSummary"),
        new("post", "/v1/episodes/{id}/step", Episodes, "Takes a step, at most once for each number or request id")
        {
            Request = "NativeStepRequest", Response = "StepResult", IsRecorded = true, Errors = ApiErrors.OfStep, Examples = Example, Body = """{"action":"{{action}}","step":1}""",
        },
        Of("get", "/v1/episodes/{id}/observation", "Shows the last step result as it was recorded", "StepResult"),
        new("post", "/v1/episodes/{id}/agent_token", Episodes, "Makes a token with which an agent sees and steps this one episode")
        {
            Request = "AgentTokenRequest", IsRequestOptional = true, Response = "AgentToken", Status = "201", Errors = ApiErrors.OfEpisode, Examples = Example, Body = """{"ttl_s":60}""",
        },
        new("post", "/v1/episodes/{id}/fork", Episodes, "Starts copies of an episode as it stood after one of its steps")
        {
            Request = "ForkRequest", IsRequestOptional = true, Response = "Episodes", Status = "201", IsRecorded = true, Errors = [.. ApiErrors.OfEpisode, ProblemCode.RequestConflict, ProblemCode.QuotaExceeded],
            Examples = Example, Body = """{"at":0,"request_id":"docs-example-fork"}""",
        },
        new("post", "/v1/episodes/{id}/verify", Episodes, "Folds the journal again and compares every digest, reward and answer") { Response = "Verification", Errors = ApiErrors.OfEpisode, Examples = Example },
        Of("get", "/v1/episodes/{id}/state", "Shows the environment's state", "State") with { Parameters = ["at"] },
        Of("get", "/v1/episodes/{id}/log", "Shows the governance log", "Log") with { OtherType = "application/x-ndjson" },
        Of("get", "/v1/episodes/{id}/trajectory", "Shows the trajectory", "Trajectory"),
        Of("get", "/v1/episodes/{id}/tables", "Lists the tables", "Tables") with { Parameters = ["at", "marks"], Examples = [.. Example, ("marks", "true")] },
        Of("get", "/v1/episodes/{id}/tables/{name}", "Shows rows of a table", "TableRows") with
        {
            Parameters = ["at", "offset", "limit", "marks"], OtherType = "text/csv", Errors = [.. ApiErrors.OfEpisode, ProblemCode.UnknownTable], Examples = [.. Example, ("name", "{{table}}"), ("limit", "5"), ("marks", "true")],
        },
        new("delete", "/v1/episodes/{id}", Episodes, "Closes an episode") { Status = "204", Errors = ApiErrors.OfEpisode, Examples = ClosedExample, Description = "Closing twice is no error. The log stays readable until retention ends." },
        Of("get", "/v1/episodes/{id}/grade", "Shows the grade of an episode that has ended or was closed", "Grade") with { Errors = [.. ApiErrors.OfEpisode, ProblemCode.NotDone], Examples = ClosedExample },
        new("get", "/v1/events", Episodes, "Streams what happens to the caller's episodes, as server-sent events") { ResponseType = "text/event-stream", Response = "Event", Description = "The stream does not end by itself." },
        Of("get", "/v1/episodes/{id}/events", "Streams what happens to an episode, as server-sent events", "Event") with { ResponseType = "text/event-stream", Description = "The stream does not end by itself." },
        new("get", "/v1/ws", Episodes, "Upgrades to a WebSocket of frames {id, op, …}: many episodes on one socket") { Status = "101", Errors = [ProblemCode.Overloaded], Description = "op is create, step, steps, fork, state or close." },
        new("delete", "/v1/episodes", Episodes, "Closes every episode of a group; or removes the caller's episodes by status and age, for good")
        {
            Response = "Removed", OtherStatus = "204", Parameters = ["group", "statuses", "older_than"], Errors = [ProblemCode.UnknownEpisode, ProblemCode.JournalUnavailable], Examples = [("group", ApiExamples.Closed)],
            Description = "With group alone: 204. With status or older_than, and without group: how many were removed.",
        },
    ];

    private static ApiOperation Of(string method, string path, string summary, string response) =>
        new(method, path, Episodes, summary) { Response = response, Errors = ApiErrors.OfEpisode, Examples = Example };
}
