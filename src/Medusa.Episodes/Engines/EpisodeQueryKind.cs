namespace Medusa.Episodes;

/// <summary>What a <see cref="QueryEpisode"/> asks for. The bodies are those of the native API.</summary>
public enum EpisodeQueryKind
{
    /// <summary><c>GET /v1/episodes/{id}</c>: where the episode stands.</summary>
    Summary = 0,

    /// <summary><c>…/state</c>: the environment's state, as OpenEnv's <c>/state</c> gives it.</summary>
    State = 1,

    /// <summary><c>…/log</c>: the governance log.</summary>
    Log = 2,

    /// <summary><c>…/trajectory</c>.</summary>
    Trajectory = 3,

    /// <summary><c>…/tables</c>: names, rows and columns.</summary>
    Tables = 4,

    /// <summary><c>…/tables/{name}</c>: a page of rows.</summary>
    TableRows = 5,

    /// <summary><c>…/grade</c>.</summary>
    Grade = 6,

    /// <summary><c>…/verify</c>: folds the journal again from the beginning and compares every digest, reward and answer with the record.</summary>
    Verify = 7,

    /// <summary><c>…/observation</c>: the last step result as it was recorded; that of the beginning where no step was taken.</summary>
    Observation = 8,
}
