namespace Medusa.Operators.Abstractions;

/// <summary>The place of a named table in an <see cref="EpisodeState"/>. Made by <see cref="StateSchemaBuilder"/> or <see cref="StateSchema.Table"/>.</summary>
/// <param name="Index">The position in the schema.</param>
/// <param name="Name">The table's name, as the API shows it.</param>
public readonly record struct TableKey(int Index, string Name);
