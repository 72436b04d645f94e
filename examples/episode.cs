#:project ../src/Medusa.Client/Medusa.Client.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

using Medusa.Client;

using var client = new MedusaClient(new Uri(args.Length > 0 ? args[0] : "http://127.0.0.1:8000"));
await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 1 });

foreach (var action in new[] { "SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT" })
{
    var step = await episode.StepAsync(new { action });
    Console.WriteLine($"{action,-18} reward {step.Reward,6:0.0}  done {step.Done}");
}

var grade = await episode.GradeAsync();
Console.WriteLine($"{grade.Scenario}: return {grade.Return:0.0}, passed {grade.Passed}");
