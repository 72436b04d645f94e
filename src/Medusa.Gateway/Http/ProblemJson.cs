using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes RFC 9457 problems.</summary>
internal static class ProblemJson
{
    /// <summary>Writes a problem: <c>type, title, status, code, detail</c>, its own fields, and <c>errors: [{path, message}]</c>.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="json">Where to write it.</param>
    /// <param name="status">The status where it is not the code's own.</param>
    public static void Write(Problem problem, JsonBuffer json, int? status = null)
    {
        json.StartObject();
        json.Name("type"u8);
        json.Text($"urn:medusa:problem:{problem.Code}");
        json.Name("title"u8);
        json.Text(problem.Code.Replace('_', ' '));
        json.Name("status"u8);
        json.Integer(status ?? problem.Status);
        json.Name("code"u8);
        json.Text(problem.Code);
        json.Name("detail"u8);
        json.Text(problem.Detail);
        json.RecordFields(problem.Extensions);
        if (!problem.Errors.IsDefaultOrEmpty)
        {
            json.Name("errors"u8);
            json.StartList();
            foreach (var error in problem.Errors)
            {
                json.StartObject();
                json.Name("path"u8);
                json.Text(error.DottedPath);
                json.Name("message"u8);
                json.Text(error.Message);
                json.EndObject();
            }

            json.EndList();
        }

        json.EndObject();
    }
}
