namespace Medusa.Operators.Abstractions;

/// <summary>A kind of mark that an <see cref="IInspector"/> puts on tables.</summary>
/// <param name="Kind">The kind's name, such as <c>null_key</c>: lower-case letters, digits and underscores. Unique within an environment.</param>
/// <param name="Title">Its name for people, such as <c>NULL key</c>.</param>
/// <param name="Description">What is marked so, in one sentence.</param>
public sealed record MarkDescriptor(string Kind, string Title, string Description);
