using System.Net;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>A page that lists an environment's routes, without scripts and without anything from other sites.</summary>
internal static class DocsPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="environment">The environment.</param>
    public static string Write(EnvironmentDefinition environment)
    {
        var rows = new StringBuilder();
        foreach (var operation in ApiOperations.OpenEnv)
        {
            rows.Append("<tr><td>").Append(operation.Method.ToUpperInvariant()).Append("</td><td>").Append(WebUtility.HtmlEncode(operation.Path))
                .Append("</td><td>").Append(WebUtility.HtmlEncode(operation.Summary)).AppendLine("</td></tr>");
        }

        var title = WebUtility.HtmlEncode(environment.Title);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{title}: API</title></head>
            <body>
            <h1>{title}</h1>
            <p>{WebUtility.HtmlEncode(environment.Description)}</p>
            <p>The WebSocket protocol is at <code>ws</code>; every route with its schemas is in <a href="openapi.json">openapi.json</a>.</p>
            <table>
            {rows}</table>
            </body>
            </html>
            """;
    }
}
