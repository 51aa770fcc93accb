using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;

namespace Harness.Mocks.Replaying;

/// <summary>Everything that can be chosen about a replay. Validated once, when it starts, all errors together.</summary>
public sealed record ReplayOptions
{
    /// <summary>What to play, the sessions in their order.</summary>
    public required IReadOnlyList<Transcript> Transcripts { get; init; }

    /// <summary>Address to listen on: an IP address or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Listen with TLS, under the user's own certificate authority.</summary>
    public bool Tls { get; init; }

    /// <summary>Folder of the certificate authority for <see cref="Tls"/>; null takes the user's.</summary>
    public string? TlsDirectory { get; init; }

    /// <summary>How fast the recorded frames follow each other.</summary>
    public ReplayPace Pace { get; init; } = ReplayPace.Recorded;

    /// <summary>How many recorded seconds pass in one, at the recorded pace.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Runs the waits between frames.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What happens, one line each.</summary>
    public Action<MockLogEntry>? Log { get; init; }
}
