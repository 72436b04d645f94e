using System.Runtime.CompilerServices;

/// <summary>Servers that tests start in their own process keep nothing, unless a test says otherwise.</summary>
internal static class MemoryJournalByDefault
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("Medusa__Journal__Kind", "memory");
}
