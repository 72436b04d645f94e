namespace Medusa.Operators.Abstractions;

/// <summary>The place of a named scalar in an <see cref="EpisodeState"/>. Made by <see cref="StateSchemaBuilder"/> or <see cref="StateSchema.Scalar{T}"/>.</summary>
/// <typeparam name="T"><see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> (may be null) or <see cref="Value"/> (anything).</typeparam>
/// <param name="Index">The position in the schema.</param>
/// <param name="Name">The scalar's name.</param>
public readonly record struct ScalarKey<T>(int Index, string Name);
