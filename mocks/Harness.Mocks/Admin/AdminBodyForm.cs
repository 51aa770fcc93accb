namespace Harness.Mocks.Admin;

/// <summary>What the body of a call has to be.</summary>
/// <param name="Schema">Name of its schema among the components; null for one that the route reads by itself.</param>
/// <param name="IsRequired">Whether a call without a body is refused.</param>
internal sealed record AdminBodyForm(string? Schema, bool IsRequired = true)
{
    public const string Json = "application/json";

    /// <summary>Nobody reads a body here, and a call that has one is probably mistaken.</summary>
    public static AdminBodyForm Nothing { get; } = new("Nothing", IsRequired: false);

    /// <summary>Media types that are taken.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [Json];
}
