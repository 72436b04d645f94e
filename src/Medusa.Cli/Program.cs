using Medusa.Cli;

return await MedusaCommand.RunAsync(args, Terminal.OfProcess());
