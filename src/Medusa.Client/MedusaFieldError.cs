namespace Medusa.Client;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Path">The field's path, with dots.</param>
/// <param name="Message">What is wrong.</param>
public sealed record MedusaFieldError(string Path, string Message);
