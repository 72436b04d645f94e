using System.Text.Json;

namespace Medusa.Operators.Abstractions;

/// <summary>A policy in the course of one episode. Not thread-safe.</summary>
public interface IPolicyRun
{
    /// <summary>Chooses the next action.</summary>
    /// <param name="observation">The observation as the server sent it: the object that <see cref="IObserver.WriteObservation"/> wrote.</param>
    /// <param name="step">The number of steps taken.</param>
    /// <returns>The action, in the shape of the environment's <see cref="ActionDescriptor"/>.</returns>
    Record Next(JsonElement observation, int step);
}
