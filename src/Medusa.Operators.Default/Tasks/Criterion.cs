using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>One criterion of a rubric.</summary>
/// <param name="Name">Its name in rubrics.</param>
/// <param name="Missing">What to say where it does not hold.</param>
/// <param name="Holds">Whether it holds for an episode as it stands.</param>
internal sealed record Criterion(string Name, string Missing, Func<EpisodeView, bool> Holds);
