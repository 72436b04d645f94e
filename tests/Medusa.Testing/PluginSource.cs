using Medusa.Operators.Abstractions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Medusa.Testing;

/// <summary>C# source of a plugin or an engine, compiled in memory against the contract and the framework of the running test.</summary>
/// <param name="Assembly">The assembly's name without <c>.dll</c>.</param>
/// <param name="Text">The source; common namespaces are imported.</param>
public sealed record PluginSource(string Assembly, string Text)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Linq;
        global using System.Text.Json;
        global using System.Threading;
        global using Medusa.Operators.Abstractions;
        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. Host()
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(IMedusaPlugin).Assembly.Location),
    ]);

    private static readonly Lazy<MetadataReference[]> HostReferences = new(() => [.. Host().Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Whether the source uses more than the contract: everything that the running test has.</summary>
    public bool UsesHost { get; init; }

    /// <summary>Assemblies that the source uses beside those.</summary>
    public IReadOnlyList<byte[]> Uses { get; init; } = [];

    /// <summary>The assembly's bytes.</summary>
    /// <exception cref="InvalidOperationException">The source does not compile; says where.</exception>
    public byte[] Compile()
    {
        var compilation = CSharpCompilation.Create(
            Assembly,
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(Text, path: $"{Assembly}.cs")],
            [.. UsesHost ? HostReferences.Value : References.Value, .. Uses.Select(bytes => MetadataReference.CreateFromImage(bytes))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        return result.Success
            ? assembly.ToArray()
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    private static string[] Host() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
}
