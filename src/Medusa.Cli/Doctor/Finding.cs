namespace Medusa.Cli.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Cure">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Check, Level Level, string Text, string? Cure = null);
