using System.Reflection;
using Medusa.Episodes;

namespace Medusa.Cli.Doctor;

/// <summary>Which engine a server would take, and why.</summary>
internal sealed class EngineCheck(EngineOptions engine) : Check("engine")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => Found(engine.Engine switch
    {
        EngineOptions.Embedded => Ok("The embedded engine: Medusa:Engine says so. All episodes run in one process."),
        EngineOptions.Auto when !File.Exists(engine.AkkaAssembly) => Ok($"The embedded engine: {engine.AkkaAssembly} is not there. All episodes run in one process; clusters need Akka.NET's engine."),
        _ when !File.Exists(engine.AkkaAssembly) => Problem($"{engine.AkkaAssembly} is missing.", "Build src/Medusa.Actors where NuGet finds Akka.NET, or choose Medusa:Engine=embedded."),
        _ => Ok($"Akka.NET's engine, {AssemblyName.GetAssemblyName(engine.AkkaAssembly).Version}: clusters are possible."),
    });
}
