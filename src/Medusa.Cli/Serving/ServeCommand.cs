using System.CommandLine;
using Medusa.Cli.Completions;
using Medusa.Cli.Help;
using Medusa.Episodes;
using Medusa.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Medusa.Cli.Serving;

/// <summary><c>medusa serve</c>: the gateway and an engine in this process.</summary>
internal static class ServeCommand
{
    internal const string Name = "serve";

    private static readonly Option<string?> Host = new("--host") { Description = "The address to listen on: an IP address, localhost, or * for all. Default: HOST, or 127.0.0.1.", HelpName = "ADDRESS" };
    private static readonly Option<int?> Port = new("--port") { Description = "The port; 0 takes any free one. Default: PORT, or 8000.", HelpName = "PORT" };
    private static readonly Option<string?> DefaultEnvironment = new("--default-environment") { Description = "The environment that is served at /. Default: medusa.", HelpName = "NAME", CompletionSources = { InstalledNames.Environments } };
    private static readonly Option<string?> Engine = new("--engine") { Description = "What runs episodes: akka, embedded, or auto for akka where it is installed. Default: auto.", HelpName = "NAME", CompletionSources = { _ => [EngineOptions.Auto, EngineOptions.Akka, EngineOptions.Embedded] } };
    private static readonly Option<bool> DrawKey = new("--draw-key") { Description = "Where no API keys are configured and the address is not loopback's: draw a key for this run and print it, instead of refusing to start." };

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            Name,
            "Serves the installed environments over the OpenEnv protocol and the native API. Settings follow as --Medusa:Name=value.",
            new Example("medusa serve", "on loopback, port 8000, with a journal in data/ below the working directory"),
            new Example("medusa serve --port 0 --Medusa:Journal:Kind=memory", "on any free port, keeping nothing"),
            new Example("medusa serve --host 0.0.0.0 --draw-key", "for other machines too, with an API key drawn for this run"))
        { Host, Port, DefaultEnvironment, Engine, DrawKey };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(result =>
        {
            if (result.GetValue(Port) is < 0 or > 65_535)
            {
                result.AddError("--port takes an integer from 0 to 65535.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var settings = Settings.Of(parsed.UnmatchedTokens, "medusa serve --help");
        var drawn = parsed.GetValue(DrawKey) ? DrawnKey.New() : null;
        await using var server = await StartAsync(parsed, settings, drawn, cancellation);
        if (drawn is not null && server.Services.GetRequiredService<GatewayOptions>().Keys.Contains(drawn.Setting))
        {
            terminal.Out.WriteLine($"No API keys are configured. For this run the key is {drawn.Key} (Authorization: Bearer …)");
        }

        var environments = server.Services.GetRequiredService<IEnvironmentCatalogue>().Environments.Select(environment => environment.Definition.Name);
        terminal.Out.WriteLine($"Medusa serves {string.Join(", ", environments)} at {string.Join(", ", server.Urls)}");
        await terminal.Out.FlushAsync(CancellationToken.None);
        await server.WaitForShutdownAsync(cancellation);
        // Nobody asked a node to end that its cluster removed: whoever runs it must see that.
        return server.Services.GetRequiredService<IEpisodeEngine>().WhyNotLive is { } reason
            ? throw new CommandException(ExitCode.Server, $"The server has ended: {reason}.")
            : ExitCode.Done;
    }

    private static async Task<WebApplication> StartAsync(ParseResult parsed, string[] settings, DrawnKey? drawn, CancellationToken cancellation)
    {
        try
        {
            var server = MedusaGateway.Build(new GatewayArguments
            {
                CommandLine = settings,
                FallbackKey = drawn?.Setting,
                Host = parsed.GetValue(Host),
                Port = parsed.GetValue(Port),
                DefaultEnvironment = parsed.GetValue(DefaultEnvironment),
                Engine = parsed.GetValue(Engine),
            });
            await server.StartAsync(cancellation);
            return server;
        }
        catch (Exception failure) when (failure is GatewayStartException or EngineStartException or IOException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            throw new CommandException(ExitCode.Server, failure.Message.ReplaceLineEndings(" "));
        }
        catch (InvalidDataException malformed)
        {
            // appsettings.json is no JSON; only the inner message says where.
            throw new CommandException(ExitCode.Server, $"{malformed.Message} {malformed.InnerException?.Message}".Trim().ReplaceLineEndings(" "));
        }
    }
}
