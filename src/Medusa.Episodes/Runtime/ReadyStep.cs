namespace Medusa.Episodes;

/// <summary>A step of a loaded episode that needs nothing but its plugin's code to be decided.</summary>
internal readonly record struct ReadyStep(EpisodeSlot Slot, Episode Episode, StepEpisode Command, StepRequest Request);
