using Harness.Mocks.Server;

namespace Harness.Mocks.Recording;

/// <summary>Everything that can be chosen about a recording. Validated once, when it starts, all errors together.</summary>
public sealed record RecordingOptions
{
    /// <summary>The server to record: <c>ws://</c> or <c>wss://</c>, what paths are appended to.</summary>
    public required Uri Target { get; init; }

    /// <summary>Where plain HTTP requests go; null for the target's own host.</summary>
    public Uri? HttpTarget { get; init; }

    /// <summary>Folder to write every session's transcript to.</summary>
    public required string Directory { get; init; }

    /// <summary>Address to listen on: an IP address or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether to listen with TLS; the target's TLS is the target's business.</summary>
    public bool Tls { get; init; }

    /// <summary>Folder of the certificate authority for <see cref="Tls"/>; null takes the user's.</summary>
    public string? TlsDirectory { get; init; }

    /// <summary>Whether any certificate of the target will do.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>PEM file of the authority that the target's certificate must come from; null asks the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Slug of the protocol where a path does not tell it; null writes <c>none</c> there.</summary>
    public string? Protocol { get; init; }

    /// <summary>The clock of the transcripts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The longest message that is written down, in bytes; a longer one is passed on and leaves a gap.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>What happens, one line each.</summary>
    public Action<MockLogEntry>? Log { get; init; }
}
