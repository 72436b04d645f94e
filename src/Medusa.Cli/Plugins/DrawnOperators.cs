using System.Collections.Immutable;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Draws operators that need no arguments: what an environment without policies is played with.</summary>
internal sealed class DrawnOperators : IPolicy
{
    private readonly RecordShape shape;
    private readonly ImmutableArray<string> names;

    /// <exception cref="CommandException">Every operator needs arguments.</exception>
    public DrawnOperators(EnvironmentDefinition environment)
    {
        shape = new RecordShape(environment.Action.OperatorField);
        names = [.. environment.Operators.Where(part => part.Parameters.Fields.All(field => !field.Required)).Select(part => part.Name)];
        if (names.IsEmpty)
        {
            throw new CommandException(ExitCode.Usage, $"{environment.Name} has no policy, and every one of its actions needs arguments: add a policy.");
        }
    }

    public string Name => "drawn";

    public string Description => "Draws operators that need no arguments.";

    public IPolicyRun Start(ulong seed) => new Run(shape, names, RandomStream.For(seed, Name));

    private sealed class Run(RecordShape shape, ImmutableArray<string> names, RandomStream random) : IPolicyRun
    {
        public Record Next(JsonElement observation, int step) => shape.With(names[random.Next(names.Length)]);
    }
}
