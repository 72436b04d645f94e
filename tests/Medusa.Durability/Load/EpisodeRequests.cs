using System.Globalization;

namespace Medusa.Durability.Load;

/// <summary>The bodies of the requests that clients send.</summary>
public static class EpisodeRequests
{
    /// <summary>Actions that any state of <c>medusa</c> takes and that do not end an episode.</summary>
    public static IReadOnlyList<string> Actions { get; } =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "EXECUTE_JOIN_INNER", "APPLY_SCD_1", "EXECUTE_JOIN_ANTI"];

    /// <summary>The action that ends an episode.</summary>
    public const string LastAction = "COMMIT";

    /// <summary>A creation, small so that the journal and not the environment is the load.</summary>
    public static string Create(string requestId, int? seed, int count = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"environment":"medusa","seed":{{seed?.ToString(CultureInfo.InvariantCulture) ?? "null"}},{{(count == 1 ? "" : $"\"count\":{count},")}}"options":{"n_fact_rows":30,"n_dim_rows":20,"max_steps":200},"request_id":"{{requestId}}"}""");

    /// <summary>A step under both names.</summary>
    public static string Step(string action, int step, string requestId) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"action":{"action":"{{{action}}}"},"step":{{{step}}},"request_id":"{{{requestId}}}"}""");
}
