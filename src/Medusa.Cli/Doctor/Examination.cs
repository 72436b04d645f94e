namespace Medusa.Cli.Doctor;

/// <summary>Runs checks one after the other. One that fails or takes too long is a finding too.</summary>
internal static class Examination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<ICheck> checks, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
        {
            findings.AddRange(await RunAsync(check, cancellation));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => check.RunAsync(cancellation), cancellation).WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return [new Finding(check.Name, Level.Problem, $"This took longer than {Patience.TotalSeconds:0} s.", "See what hangs: a network disk, a plugin's registration, a firewall.")];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return [new Finding(check.Name, Level.Problem, $"This could not be looked at: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", "Look at it yourself; the other findings stand.")];
        }
    }
}
