using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Who sent a request, as a feature of it.</summary>
/// <param name="Owner">Whose episodes the request may touch.</param>
internal sealed record Caller(Owner Owner)
{
    /// <summary>Every caller of a server without keys.</summary>
    public static Caller Anonymous { get; } = new(Owner.Anonymous);
}
