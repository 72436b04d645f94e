using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The eleven actions, common to both versions of the environment.</summary>
public static class MedusaActions
{
    public const string SyncCheck = "SYNC_CHECK";
    public const string EvolveSchema = "EVOLVE_SCHEMA";
    public const string PrepKeysA = "PREP_KEYS_A";
    public const string PrepKeysB = "PREP_KEYS_B";
    public const string DeduplicateB = "DEDUPLICATE_B";
    public const string ExecuteJoinInner = "EXECUTE_JOIN_INNER";
    public const string ExecuteJoinLeft = "EXECUTE_JOIN_LEFT";
    public const string ExecuteJoinAnti = "EXECUTE_JOIN_ANTI";
    public const string ApplyScd1 = "APPLY_SCD_1";
    public const string ApplyScd2 = "APPLY_SCD_2";
    public const string Commit = "COMMIT";

    /// <summary>All names, in the order in which schemas list them.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        SyncCheck, EvolveSchema, PrepKeysA, PrepKeysB, DeduplicateB, ExecuteJoinInner, ExecuteJoinLeft, ExecuteJoinAnti, ApplyScd1, ApplyScd2, Commit,
    ];

    /// <summary>The action on the wire: <c>{"action": name, "params": {…}}</c>, params optional and free-form.</summary>
    public static ActionDescriptor Descriptor { get; } = new(
        new ObjectDescriptor(
            "MedusaAction",
            [
                new FieldDescriptor("action", FieldKind.Text)
                {
                    Required = true,
                    Choices = Names,
                    ChoicesTitle = "MedusaActionType",
                    ChoicesDescription = "Discrete action set for the MEDUSA controller.",
                },
                new FieldDescriptor("params", FieldKind.Object),
            ])
        {
            Description = "One controller action (enum + optional params for future use).",
        },
        OperatorField: "action",
        ArgumentsField: "params")
    {
        FreeArguments = true,
    };
}
