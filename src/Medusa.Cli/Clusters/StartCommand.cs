using System.CommandLine;
using System.Globalization;
using Medusa.Cli.Help;
using Medusa.Episodes;
using Microsoft.Extensions.Configuration;

namespace Medusa.Cli.Clusters;

/// <summary><c>medusa cluster start N</c>: a cluster of processes on loopback, until Ctrl-C.</summary>
internal static class StartCommand
{
    private const int UsualNodes = 3;
    private const int UsualClusterPort = 4053;
    private const int MostNodes = 16;
    private const string PostgresVariable = "MEDUSA_POSTGRES";

    // One list, since an optional number before settings would take the first of them.
    private static readonly Argument<string[]> Words = new("N") { Description = $"How many nodes, 1 to {MostNodes}; default: {UsualNodes}. Settings of all nodes may follow as --Medusa:Name=value.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int?> Port = new("--port") { Description = "The first gateway's port; the others follow. Default: PORT, or 8000.", HelpName = "PORT" };
    private static readonly Option<int?> ClusterPort = new("--cluster-port") { Description = $"The port on which the first node talks to the others; theirs follow. Default: {UsualClusterPort}.", HelpName = "PORT" };
    private static readonly Option<string?> Data = new("--data") { Description = "Where PostgreSQL's temporary folder is made. Default: the system's temporary folder.", HelpName = "FOLDER" };

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "start",
            $"Runs a cluster on loopback with PostgreSQL as its journal, until Ctrl-C: the database of {PostgresVariable} (a connection string), or a private one that is gone afterwards.",
            new Example("medusa cluster start 3", "three nodes, gateways at the ports 8000 to 8002"),
            new Example("medusa cluster start 2 --port 9000 --Medusa:Cluster:Shards=64", "two nodes, with a setting of both"))
        { Words, Port, ClusterPort, Data };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(Port), result.GetValue(ClusterPort) }.Any(port => port is < 1 or > 65_535 - MostNodes))
            {
                result.AddError($"--port and --cluster-port take integers from 1 to {65_535 - MostNodes}.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var (nodes, settings) = Read(parsed.GetValue(Words) ?? []);
        RequireEngine(settings);
        var external = Environment.GetEnvironmentVariable(PostgresVariable);
        await using var database = string.IsNullOrWhiteSpace(external) ? await PrivatePostgres.StartAsync(parsed.GetValue(Data), cancellation) : null;
        var plan = new LocalClusterPlan(nodes, FirstPort(parsed), parsed.GetValue(ClusterPort) ?? UsualClusterPort, database?.ConnectionString ?? external!, settings);
        await using var cluster = LocalCluster.Start(plan, terminal);
        return await cluster.RunAsync(cancellation);
    }

    private static (int Nodes, string[] Settings) Read(string[] words)
    {
        var isCounted = int.TryParse(words.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count);
        var nodes = isCounted ? count : UsualNodes;
        return nodes is < 1 or > MostNodes
            ? throw new CommandException(ExitCode.Usage, $"N takes an integer from 1 to {MostNodes}.")
            : (nodes, Settings.Of(isCounted ? words[1..] : words, "medusa cluster start --help"));
    }

    private static void RequireEngine(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var assembly = new EngineOptions { EnginesPath = configuration["Medusa:EnginesPath"] ?? new EngineOptions().EnginesPath }.AkkaAssembly;
        if (!File.Exists(assembly))
        {
            throw new CommandException(ExitCode.Server, $"a cluster needs Akka.NET's engine, and {assembly} is missing: build src/Medusa.Actors where NuGet finds Akka.NET.");
        }
    }

    private static int FirstPort(ParseResult parsed)
    {
        if (parsed.GetValue(Port) is { } given)
        {
            return given;
        }

        var variable = Environment.GetEnvironmentVariable("PORT");
        return string.IsNullOrWhiteSpace(variable) ? 8000
            : int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 - MostNodes ? port
            : throw new CommandException(ExitCode.Usage, $"PORT is '{variable}': it takes an integer from 1 to {65_535 - MostNodes}.");
    }
}
