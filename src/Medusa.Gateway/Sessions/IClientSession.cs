using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>One client's use of an environment. One request at a time.</summary>
internal interface IClientSession
{
    /// <summary>The session's id, a secret.</summary>
    string Id { get; }

    /// <summary>The environment's name.</summary>
    string Name { get; }

    /// <summary>The environment; null where it is not offered any more.</summary>
    LoadedEnvironment? Environment { get; }

    /// <summary>Whether another connection has taken the session over.</summary>
    bool IsSuperseded { get; }

    /// <summary>Whether it is an agent's, which sees observations only.</summary>
    bool IsAgents { get; }

    /// <summary>Starts another episode and closes the one before. A refusal leaves the session as it was.</summary>
    /// <param name="data">The arguments: an object, or undefined.</param>
    ValueTask<EpisodeReply> ResetAsync(JsonElement data);

    /// <summary>Takes the next step, or the one that the action's metadata names.</summary>
    /// <param name="action">The action as sent, an object. It is read until the task is done, and after <c>outcome_unknown</c> maybe longer.</param>
    ValueTask<EpisodeReply> StepAsync(JsonElement action);

    /// <summary>The environment's state.</summary>
    ValueTask<EpisodeReply> StateAsync();

    /// <summary>Closes the current episode.</summary>
    /// <param name="reason">Why, for the log.</param>
    ValueTask CloseAsync(string reason);

    /// <summary>Ends the session with its socket.</summary>
    /// <param name="end">How the socket ended.</param>
    ValueTask EndAsync(SocketEnd end);
}
