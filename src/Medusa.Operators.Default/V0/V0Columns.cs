namespace Medusa.Operators.Default.V0;

/// <summary>Names of columns that rules refer to.</summary>
internal static class V0Columns
{
    /// <summary>The join key of both sources.</summary>
    public const string Key = "entity_id";

    /// <summary>The column of B whose changes SCD-2 tracks.</summary>
    public const string Tracked = "dim_status";

    /// <summary>When a version of a row began.</summary>
    public const string ValidFrom = "valid_from";

    /// <summary>When a version of a row ended; NULL while it is open.</summary>
    public const string ValidTo = "valid_to";

    /// <summary>Whether a version is the open one.</summary>
    public const string IsCurrent = "is_current";

    /// <summary>The column that drifted into source A.</summary>
    public const string DriftedA = "new_metric_a";

    /// <summary>The column that drifted into source B.</summary>
    public const string DriftedB = "new_attr_b";
}
