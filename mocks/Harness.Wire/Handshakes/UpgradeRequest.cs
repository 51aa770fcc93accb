using System.Net.Security;

namespace Harness.Wire.Handshakes;

/// <summary>A WebSocket handshake to be made, and the connection that is to come of it.</summary>
/// <param name="Url"><c>ws</c> or <c>wss</c>, with its query.</param>
public sealed record UpgradeRequest(Uri Url)
{
    /// <summary>Headers beyond the standard ones. One of the same name replaces the standard one; a null value leaves it out, to break the handshake.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Headers { get; init; } = [];

    public WireOptions Wire { get; init; } = WireOptions.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IWireObserver? Observer { get; init; }

    /// <summary>How long dialling, TLS and the answer may take together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Opens the way to the server: TCP by default. TLS is laid over it for <c>wss</c>.</summary>
    public Func<Uri, CancellationToken, ValueTask<Stream>>? Dial { get; init; }

    /// <summary>Whether any certificate will do, as for a mock's own.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Says whether a certificate will do, where that is not left to the system.</summary>
    public RemoteCertificateValidationCallback? CertificateCheck { get; init; }

    /// <summary>The longest answer taken before its body.</summary>
    public int MaxHeadBytes { get; init; } = 32 * 1024;

    /// <summary>How much of a refusal's body is kept.</summary>
    public int MaxBodyBytes { get; init; } = 1 << 20;
}
