using System.CommandLine;

namespace Medusa.Cli.Plugins;

/// <summary>Arguments and checks that several of the plugin commands have.</summary>
internal static class PluginArguments
{
    internal static Argument<string> Source(string description) => new("PLUGIN") { Description = description };

    internal static Option<int> Count(string name, string description, int normal)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => normal, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, out var number) && number >= 1))
            {
                result.AddError($"{name} takes an integer from 1 up, not '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
