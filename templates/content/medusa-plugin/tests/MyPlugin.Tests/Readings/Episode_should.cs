using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace MyPlugin.Tests;

public sealed class Episode_should
{
    private static readonly EnvironmentDefinition Environment = ReadingsEnvironment.Definition;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Be_solved_by_the_careful_policy(int seed)
    {
        var end = Play(seed, new CarefulPolicy());

        Assert.Equal("finished", end.View.EndReason);
        Assert.True(new CleaningTask().Score(end.View).Passed);
    }

    [Fact]
    public void Score_nothing_where_it_is_finished_at_once()
    {
        var start = Start(0);
        var end = EpisodeFold.Advance(Environment, start, Environment.FindOperator(Finish.Id)!, Record.Empty);

        Assert.False(new CleaningTask().Score(end.View).Passed);
    }

    [Fact]
    public void Lose_no_sound_reading()
    {
        var start = Start(0);
        var dropped = EpisodeFold.Advance(Environment, start, Environment.FindOperator(DropAbove.Id)!, Record.Of((DropAbove.Limit, -273.0)));

        Assert.StartsWith("kept:", new ReadingsKept().Evaluate(dropped.View.State).Reason, StringComparison.Ordinal);
    }

    private static Moment Start(int seed)
    {
        var request = new ScenarioRequest(Seed.Of(seed), Record.Of(("rows", 64)), WasSeedGiven: true);
        return EpisodeFold.Start(Environment, Environment.Scenarios.Generate(request), request.Seed, task: null, label: null);
    }

    private static Moment Play(int seed, IPolicy policy)
    {
        var moment = Start(seed);
        var run = policy.Start((ulong)seed);
        while (moment.View.Status == EpisodeStatus.Running)
        {
            var action = run.Next(Observe(moment.View), moment.View.Step);
            var applied = Environment.FindOperator(action[ReadingsEnvironment.ActionField].AsText)!;
            moment = EpisodeFold.Advance(Environment, moment, applied, DescriptorReader.Read(applied.Parameters, default, []));
        }

        return moment;
    }

    private static JsonElement Observe(EpisodeView episode)
    {
        var json = new JsonBuffer();
        Environment.Observer.WriteObservation(new ObservationContext(episode, "", Record.Empty, IsEcho: false), json);
        return JsonElement.Parse(json.WrittenSpan);
    }
}
