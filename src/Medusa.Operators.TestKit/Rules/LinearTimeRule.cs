using System.Diagnostics;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Operators take time in proportion to the rows.</summary>
internal sealed class LinearTimeRule : IConformanceRule
{
    private const int Small = 1_000;
    private const int Factor = 16;
    private const double Slack = 4;
    private const int Rounds = 5;
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(20);

    public string Id => "linear-time";

    public string Title => "Sixteen times the rows take an operator about sixteen times as long.";

    public string? Check(Subject subject)
    {
        var rows = subject.Definition.Scenarios.Options.Fields.Where(field => field.CountsRows).Select(field => field.Name).ToArray();
        if (rows.Length == 0)
        {
            throw new RuleSkippedException("No reset option counts rows.");
        }

        foreach (var (applied, arguments) in subject.Actions(0).DistinctBy(action => action.Operator))
        {
            var (small, large) = (Time(subject, rows, Small, applied, arguments), Time(subject, rows, Small * Factor, applied, arguments));
            if (large > Noticeable && large > small * Factor * Slack)
            {
                return $"Operator '{applied.Name}' takes {large / small:0} times as long for {Factor} times the rows: index instead of searching, and build text and tables once.";
            }
        }

        return null;
    }

    private static TimeSpan Time(Subject subject, string[] rows, int count, IOperator applied, Record arguments)
    {
        var options = Record.Of([.. subject.Definition.Scenarios.Options.Fields.Select(field =>
            (field.Name, rows.Contains(field.Name) ? (Value)(long)Math.Min(count, field.Maximum ?? count) : field.Default))]);
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var state = subject.Definition.Scenarios.Generate(new ScenarioRequest(Seed.Of(round), options, true)).State;
            var start = Stopwatch.GetTimestamp();
            try
            {
                _ = applied.Apply(new OperatorContext(state, arguments, 1, subject.Definition.Checks, subject.Definition));
            }
            catch (ContractException)
            {
                return TimeSpan.Zero;
            }

            times.Add(Stopwatch.GetElapsedTime(start));
        }

        // The least: what else the machine does, and code that is not compiled to the end yet, only ever add.
        return times.Min();
    }
}
