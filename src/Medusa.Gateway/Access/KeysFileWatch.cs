using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>
/// Reads the keys file again when it was written, at most <see cref="Interval"/> later. It looks instead of being told: a watcher does not see a mounted secret's links
/// move. A file that cannot be read, or is gone, leaves the keys as they were: what takes a key away is its revocation.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="options">The path.</param>
/// <param name="clock">The time.</param>
/// <param name="log">The log.</param>
internal sealed partial class KeysFileWatch(ApiKeys keys, GatewayOptions options, TimeProvider clock, ILogger<KeysFileWatch> log) : IHostedService, IDisposable
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How old a file must be before an equal stamp means equal contents: file systems keep times in steps.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private readonly Lock turn = new();
    private (DateTime Written, long Length)? seen;
    private string? said;
    private ITimer? timer;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        timer = clock.CreateTimer(static self => ((KeysFileWatch)self!).Look(), this, Interval, Interval);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Look()
    {
        if (!turn.TryEnter())
        {
            return;
        }

        try
        {
            Read();
            said = null;
        }
        catch (Exception error) when (error is KeysFileException)
        {
            Say(error.Message);
        }
        finally
        {
            turn.Exit();
        }
    }

    private void Read()
    {
        if (KeysFile.Stamp(options.KeysFile) is not { } stamp)
        {
            if (seen is not null)
            {
                throw new KeysFileException($"The keys file '{options.KeysFile}' is gone: 'medusa keys revoke' takes keys away.");
            }

            return;
        }

        if (stamp == seen && said is null && clock.GetUtcNow().UtcDateTime - stamp.Written > Settled)
        {
            return;
        }

        keys.Replace(KeysFile.Read(options.KeysFile));
        seen = stamp;
    }

    /// <summary>Once for each reason, not each second.</summary>
    private void Say(string reason)
    {
        if (said != reason)
        {
            said = reason;
            Unusable(log, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason} The keys stay as they were.")]
    private static partial void Unusable(ILogger log, string reason);
}
