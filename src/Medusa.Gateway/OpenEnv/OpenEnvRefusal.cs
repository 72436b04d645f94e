using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes refusals of OpenEnv's HTTP routes: <c>{"detail":[field errors]}</c>, or <c>{"detail":text,"code":…}</c>.</summary>
internal static class OpenEnvRefusal
{
    /// <summary>Writes a refusal.</summary>
    /// <param name="problem">The refusal.</param>
    /// <param name="location">What the paths of field errors are relative to, such as <c>body</c>.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(Problem problem, ReadOnlySpan<string> location, JsonBuffer json)
    {
        json.StartObject();
        json.Name("detail"u8);
        if (problem.Errors.IsDefaultOrEmpty)
        {
            json.Text(problem.Detail);
            json.Name("code"u8);
            json.Text(problem.Code);
            json.RecordFields(problem.Extensions);
        }
        else
        {
            var isAction = problem.Code == ProblemCode.InvalidAction;
            json.StartList();
            foreach (var error in problem.Errors)
            {
                FieldErrorJson.Write(error, isAction ? [] : location, isAction, json);
            }

            json.EndList();
        }

        json.EndObject();
    }

    /// <summary>Writes the refusal of a body that is not JSON.</summary>
    /// <param name="defect">What is wrong with it.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(JsonDefect defect, JsonBuffer json)
    {
        json.StartObject();
        json.Name("detail"u8);
        json.StartList();
        json.StartObject();
        json.Name("type"u8);
        json.Text("json_invalid");
        json.Name("loc"u8);
        json.StartList();
        json.Text("body");
        json.Integer(defect.Position);
        json.EndList();
        json.Name("msg"u8);
        json.Text("JSON decode error");
        json.Name("input"u8);
        json.StartObject();
        json.EndObject();
        json.Name("ctx"u8);
        json.StartObject();
        json.Name("error"u8);
        json.Text(defect.Message);
        json.EndObject();
        json.EndObject();
        json.EndList();
        json.EndObject();
    }
}
