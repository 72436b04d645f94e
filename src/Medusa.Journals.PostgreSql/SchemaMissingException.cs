namespace Medusa.Journals.PostgreSql;

/// <summary>The database lacks the present schema, and this process may not make it.</summary>
/// <param name="message">What it has instead.</param>
/// <param name="inner">The cause, or null.</param>
internal sealed class SchemaMissingException(string message, Exception? inner = null)
    : Exception($"{message}, and Medusa:Journal:CreateSchema is false: run 'medusa journal migrate' as a user who may create tables", inner);
