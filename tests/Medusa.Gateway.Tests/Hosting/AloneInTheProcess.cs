namespace Medusa.Gateway.Tests;

/// <summary>Tests that see the whole process (its spans, its instruments) and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
