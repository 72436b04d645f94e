using System.CommandLine;

namespace Medusa.Cli;

/// <summary>The option that names a server, <c>--url</c> in most commands.</summary>
internal static class ServerOption
{
    /// <summary>Where a server listens unless told otherwise.</summary>
    internal static Uri Usual { get; } = new("http://127.0.0.1:8000");

    internal static Option<string?> Create(string description, string name = "--url", params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = "URL" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryRead(text, out _))
            {
                result.AddError($"'{text}' is not an address such as http://127.0.0.1:8000.");
            }
        });
        return option;
    }

    internal static Uri? Read(ParseResult parsed, Option<string?> option) => TryRead(parsed.GetValue(option), out var address) ? address : null;

    private static bool TryRead(string? text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme is "http" or "https" or "ws" or "wss");
}
