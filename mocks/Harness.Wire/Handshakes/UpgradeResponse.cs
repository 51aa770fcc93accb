namespace Harness.Wire.Handshakes;

/// <summary>What a server answered to a handshake.</summary>
public sealed record UpgradeResponse
{
    public required int Status { get; init; }

    /// <summary>The words behind the status; may be empty.</summary>
    public required string Phrase { get; init; }

    /// <summary>Headers in order, names as they were written.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body, without transfer coding; empty for a 101.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body was longer than was taken, or ended early.</summary>
    public bool BodyIsPartial { get; init; }

    /// <summary>All values of that header, joined by commas; null if it is not there.</summary>
    public string? Header(string name)
    {
        string? joined = null;
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) joined = joined is null ? value : joined + ", " + value;
        }

        return joined;
    }
}
