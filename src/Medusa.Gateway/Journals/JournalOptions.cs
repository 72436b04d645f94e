namespace Medusa.Gateway;

/// <summary>Which journal the server uses, section <c>Medusa:Journal</c> of the configuration. The kinds' own settings stand in the same section.</summary>
public sealed class JournalOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa:Journal";

    /// <summary>Where episodes' events are kept.</summary>
    /// <value><c>sqlite</c>, <c>postgresql</c> or <c>memory</c>. Default: <c>sqlite</c>.</value>
    public JournalKind Kind { get; set; } = JournalKind.Sqlite;
}
