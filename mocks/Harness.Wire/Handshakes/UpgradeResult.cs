using System.Diagnostics.CodeAnalysis;

namespace Harness.Wire.Handshakes;

/// <summary>What came of a handshake: a connection, a refusal, or a fault.</summary>
public sealed record UpgradeResult
{
    /// <summary>The connection, not yet running: the caller owes it a <see cref="WireConnection.RunAsync"/>.</summary>
    public WireConnection? Connection { get; init; }

    /// <summary>What the server answered, if it answered in HTTP.</summary>
    public UpgradeResponse? Response { get; init; }

    /// <summary>
    /// What was wrong, in one sentence: no answer in time, no HTTP, or a 101 that RFC 6455 §4.1 tells the client to fail (a wrong accept key, an extension
    /// that was not offered). Null for a connection and for a plain refusal.
    /// </summary>
    public string? Fault { get; init; }

    [MemberNotNullWhen(true, nameof(Connection), nameof(Response))]
    public bool IsOpen => Connection is not null;

    /// <summary>Whether the server answered with another status than 101.</summary>
    [MemberNotNullWhen(true, nameof(Response))]
    public bool IsRefusal => Response is not null && Fault is null && Connection is null;
}
