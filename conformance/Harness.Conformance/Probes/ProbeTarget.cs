namespace Harness.Conformance.Probes;

/// <summary>Where the server under test is.</summary>
/// <param name="SocketUrl">Base of the sockets: <c>ws://host:port</c>.</param>
/// <param name="HttpUrl">Base of plain HTTP.</param>
internal sealed record ProbeTarget(Uri SocketUrl, Uri HttpUrl)
{
    /// <summary>Opens the way to a server within the process; null for the network.</summary>
    public Func<CancellationToken, ValueTask<Stream>>? Dial { get; init; }

    /// <summary>Takes any certificate, as for a mock's own.</summary>
    public bool TrustAnyCertificate { get; init; }

    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The address of a path: a base that has a path itself, as behind a gateway, keeps it in front.</summary>
    public Uri Socket(string target) => new($"{SocketUrl.GetLeftPart(UriPartial.Authority)}{SocketUrl.AbsolutePath.TrimEnd('/')}{target}");

    /// <summary>On the same machine: nobody else can come to harm.</summary>
    public bool IsLoopback => Dial is not null || SocketUrl.IsLoopback;
}
