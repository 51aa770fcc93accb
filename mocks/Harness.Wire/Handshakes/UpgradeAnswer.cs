using Harness.Wire.Transports;

namespace Harness.Wire.Handshakes;

/// <summary>What a server answered to a handshake, for whoever passes it on instead of talking himself.</summary>
public sealed record UpgradeAnswer
{
    /// <summary>What the server answered, if it answered in HTTP.</summary>
    public UpgradeResponse? Response { get; init; }

    /// <summary>What was wrong, in one sentence; a 101 that a client has to fail (RFC 6455 §4.1) has a fault and a transport.</summary>
    public string? Fault { get; init; }

    /// <summary>What carries the bytes behind a 101, none of them read; the caller's to dispose. Null without a 101.</summary>
    public WireTransport? Transport { get; init; }
}
