namespace Medusa.Client;

/// <summary>The server refused a request.</summary>
/// <param name="problem">What it answered.</param>
public sealed class MedusaProblemException(MedusaProblem problem) : Exception(Describe(problem))
{
    /// <summary>What the server answered.</summary>
    public MedusaProblem Problem { get; } = problem;

    /// <summary>The stable code.</summary>
    public string Code => Problem.Code;

    private static string Describe(MedusaProblem problem)
    {
        var fields = string.Join("; ", problem.Errors.Select(error => $"{error.Path}: {error.Message}"));
        return $"{problem.Code}: {problem.Detail}{(fields.Length == 0 ? "" : $" ({fields})")}";
    }
}
