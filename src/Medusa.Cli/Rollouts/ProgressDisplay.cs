namespace Medusa.Cli.Rollouts;

/// <summary>Shows progress in the way that the error output allows: a bar on a terminal, else a line each tenth of the way.</summary>
internal static class ProgressDisplay
{
    internal static Task<T> ShowAsync<T>(Terminal terminal, int episodes, Func<IRolloutProgress, Task<T>> work) => terminal.IsLive
        ? LiveProgress.ShowAsync(terminal, episodes, TimeProvider.System, work)
        : work(new PlainProgress(terminal.Error, episodes, TimeProvider.System));
}
