namespace Medusa.Durability.Load;

/// <summary>A client of a load.</summary>
public interface ILoadClient
{
    /// <summary>Works until it is told to stop. What it has asked by then it asks to the end.</summary>
    Task RunAsync(CancellationToken stop);
}
