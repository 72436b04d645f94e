using System.Runtime.CompilerServices;

/// <summary>
/// Servers that tests start in their own process keep nothing, unless a test says otherwise, and run on the embedded engine, unless the run says otherwise
/// (<c>Medusa__Engine=akka dotnet test …</c>).
/// </summary>
internal static class QuietServersByDefault
{
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("Medusa__Journal__Kind", "memory");
        if (Environment.GetEnvironmentVariable("Medusa__Engine") is null)
        {
            Environment.SetEnvironmentVariable("Medusa__Engine", "embedded");
        }
    }
}
