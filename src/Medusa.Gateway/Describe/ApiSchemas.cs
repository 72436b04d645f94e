using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>The schemas of requests and answers that the OpenAPI documents refer to.</summary>
internal static class ApiSchemas
{
    /// <summary>The schemas, by title.</summary>
    public static readonly ObjectDescriptor[] All =
    [
        new("Answer", []) { AllowsOthers = true },
        new(
            "ResetRequest",
            [
                Integer("seed"), Text("episode_id"), Text("task"), Text("on_invalid_action"), Text("group"), Text("fork_from"), Integer("at_step"), Text("request_id"),
                Number("idle_timeout_s"), Number("deadline_s"), Text("durability"),
            ])
        {
            AllowsOthers = true,
            Description = "The environment's reset options may stand beside these; unknown fields are ignored and named in metadata.ignored.",
        },
        new("StepRequest", [Object("action", true), Number("timeout_s"), Text("request_id"), Text("episode_id"), Integer("step")]) { AllowsOthers = true },
        new("StepResponse", [Object("observation", true), Number("reward"), new FieldDescriptor("done", FieldKind.Boolean) { Default = false }, Object("metadata"), Text("episode_id")]),
        new("GraderRequest", [Text("episode_id", true), Text("task_id", true)]) { AllowsOthers = true },
        new("SplitRequest", [Text("split", true), Integer("index"), Integer("start"), Integer("stop")]) { AllowsOthers = true },
        new("EnvironmentMetadata", [Text("name", true), Text("description", true), Text("readme_content"), Text("version"), Text("author"), Text("documentation_url")]),
        new("HealthResponse", [new FieldDescriptor("status", FieldKind.Text) { Default = "healthy", Choices = ["healthy", "unhealthy", "degraded"] }]),
        new(
            "CreateRequest",
            [
                Text("environment", true), new FieldDescriptor("seed", FieldKind.Any), new FieldDescriptor("seeds", FieldKind.List) { Items = new FieldDescriptor("seed", FieldKind.Any) },
                Text("task"), Object("options"), Text("episode_id"), Integer("count"), Text("durability"), Object("labels"), Text("request_id"), Text("on_invalid_action"),
                Number("idle_timeout_s"), Number("deadline_s"),
            ]),
        new("NativeStepRequest", [Object("action", true), Integer("step"), Text("request_id"), Integer("timeout_ms")]),
        new(
            "StepResult",
            [
                Text("episode_id", true), Text("environment", true), Integer("step"), Object("observation", true), Number("reward"),
                new FieldDescriptor("done", FieldKind.Boolean) { Required = true }, Object("metadata", true),
            ])
        {
            AllowsOthers = true,
        },
        new("Episodes", [List("episodes", Object("episode"))]),
        new("StepsRequest", [List("steps", Object("step"))]) { Description = "Each element is {episode_id, action, step?, request_id?} or {create: CreateRequest}; at most 4,096." },
        new("StepsResponse", [List("results", Object("result"))]) { Description = "Each element is a StepResult, with replayed: true where it is a recorded answer, or {episode_id, error: Problem}." },
        new("ForkRequest", [Integer("at"), Integer("count"), Text("request_id"), Text("label")]),
        new("Verification", [new FieldDescriptor("ok", FieldKind.Boolean) { Required = true }, Integer("steps"), Integer("first_divergence"), Text("differs")]),
        new("Event", [Text("episode_id", true), Text("environment", true), Integer("step"), Number("reward"), Text("end_reason"), Text("at", true)])
        {
            Description = "The data of an event started, stepped or ended; an event missed has {missed}.",
        },
        new("Cluster", [Text("engine", true), List("nodes", Object("node"))])
        {
            Description = "Each node is {id, address, roles, status, leader, self, shards, episodes, environments, plugins: [{id, version, sha256, state}], unanswered}; null is what is not known.",
        },
        new("Refusal", [new FieldDescriptor("detail", FieldKind.Any) { Required = true }]) { AllowsOthers = true },
        new("Problem", [Text("type", true), Text("title", true), Integer("status"), Text("code", true), Text("detail", true), new FieldDescriptor("errors", FieldKind.List) { Items = Object("error") }])
        {
            AllowsOthers = true,
        },
    ];

    private static FieldDescriptor Text(string name, bool required = false) => new(name, FieldKind.Text) { Required = required, Nullable = !required };

    private static FieldDescriptor List(string name, FieldDescriptor items) => new(name, FieldKind.List) { Required = true, Items = items };

    private static FieldDescriptor Integer(string name) => new(name, FieldKind.Integer) { Nullable = true };

    private static FieldDescriptor Number(string name) => new(name, FieldKind.Number) { Nullable = true };

    private static FieldDescriptor Object(string name, bool required = false) => new(name, FieldKind.Object) { Required = required };
}
