using System.CommandLine;
using System.Globalization;

namespace Medusa.Cli.Replays;

/// <summary>The options of <c>medusa replay</c> that ask a server to verify episodes.</summary>
internal sealed class VerifyPlan
{
    internal Option<string?> Episode { get; } = new("--episode") { Description = "Lets the server fold this episode again from its journal and compare what each step gave.", HelpName = "ID" };

    internal Option<bool> All { get; } = new("--all") { Description = "The same for every episode of the caller." };

    internal Option<double> Sample { get; } = new("--sample")
    {
        Description = "With --all: only this share of the episodes, drawn by id and --seed.",
        DefaultValueFactory = _ => 1,
        HelpName = "SHARE",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share > 0 && share <= 1)
            {
                return share;
            }

            result.AddError($"--sample takes a share above 0 and up to 1, such as 0.01, not '{result.Tokens[0].Value}'.");
            return 1;
        },
    };

    internal Option<long> Seed { get; } = new("--seed")
    {
        Description = "With --sample: which sample; the same seed draws the same episodes again.",
        DefaultValueFactory = _ => 0,
        HelpName = "SEED",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
            {
                return seed;
            }

            result.AddError($"--seed takes an integer, not '{result.Tokens[0].Value}'.");
            return 0;
        },
    };

    /// <summary>Whether the command is to verify.</summary>
    internal bool IsAsked(ParseResult parsed) => parsed.GetValue(Episode) is not null || parsed.GetValue(All);

    /// <summary>Refuses options that do not go together.</summary>
    internal void AddTo(Command command, Argument<string?> file)
    {
        command.Add(Episode);
        command.Add(All);
        command.Add(Sample);
        command.Add(Seed);
        command.Validators.Add(result =>
        {
            var asked = new[] { result.GetValue(file) is not null, result.GetValue(Episode) is not null, result.GetValue(All) }.Count(isAsked => isAsked);
            if (asked != 1)
            {
                result.AddError("Name one thing to replay: a FILE, --episode ID or --all.");
            }
            else if (result.GetResult(Sample) is { Implicit: false } && !result.GetValue(All))
            {
                result.AddError("--sample goes with --all.");
            }
            else if (result.GetResult(Seed) is { Implicit: false } && result.GetResult(Sample) is null or { Implicit: true })
            {
                result.AddError("--seed goes with --sample.");
            }
        });
    }
}
