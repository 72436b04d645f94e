namespace Medusa.Operators.Default;

/// <summary>The names of the columns that Bronze, joined, Silver and quarantine tables share.</summary>
public static class MedusaColumns
{
    /// <summary>The join key, text. The only column that both sources have.</summary>
    public const string Key = "entity_id";

    /// <summary>Source A: a measurement in [0, 1000).</summary>
    public const string FactValue = "fact_value";

    /// <summary>Source A: A, B or C.</summary>
    public const string FactCategory = "fact_category";

    /// <summary>Source A: when the row came to be, hourly from 2024-01-01; unique.</summary>
    public const string CreatedAt = "created_at";

    /// <summary>Source B: the name of the key's entity.</summary>
    public const string DimName = "dim_name";

    /// <summary>Source B: x, y or z; the column whose history SCD-2 tracks.</summary>
    public const string DimStatus = "dim_status";

    /// <summary>Quarantine: why the row is there, <c>null_key</c> or <c>no_match</c>.</summary>
    public const string Reason = "reason";

    /// <summary>Silver after SCD-2: when the version began.</summary>
    public const string ValidFrom = "valid_from";

    /// <summary>Silver after SCD-2: when the version ended, NULL while it is open.</summary>
    public const string ValidTo = "valid_to";

    /// <summary>Silver after SCD-2: whether the version is the current one.</summary>
    public const string IsCurrent = "is_current";
}
