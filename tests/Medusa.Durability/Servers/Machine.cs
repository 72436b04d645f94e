namespace Medusa.Durability.Servers;

/// <summary>Where a server runs: this machine, or a part of it that has a network of its own.</summary>
/// <param name="Address">The IP address at which others reach it.</param>
/// <param name="Enter">The command that runs another one there; empty for this machine itself.</param>
public record Machine(string Address, IReadOnlyList<string> Enter)
{
    /// <summary>This machine, by its loopback interface.</summary>
    public static Machine Local { get; } = new("127.0.0.1", []);

    /// <summary>Starts a program there.</summary>
    public ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        string[] command = [.. Enter, program, .. arguments];
        return new ChildProcess(command[0], command[1..], environment, folder);
    }
}
