using System.Globalization;

namespace Medusa.Durability.Checking;

/// <summary>Under which names the journal keeps the episodes of one request: the first under the request's own, the others under it and their place.</summary>
public static class MemberRequests
{
    /// <summary>The name of one of the episodes, counted from 0.</summary>
    public static string Name(string request, int place) => place == 0 ? request : string.Create(CultureInfo.InvariantCulture, $"{request}#{place}");

    /// <summary>The request that an episode's name belongs to.</summary>
    public static string RequestOf(string? name) => name?.Split('#')[0] ?? "";
}
