namespace Harness.Mocks.Server;

/// <summary>A WebSocket endpoint of a protocol.</summary>
/// <param name="Path">Exact path; a trailing slash is ignored.</param>
/// <param name="Name">The endpoint's name in <c>protocol.yaml</c>.</param>
/// <param name="Admit">Decides about a handshake.</param>
internal sealed record SocketEndpoint(string Path, string Name, Func<PeerRequest, Admission> Admit);

/// <summary>What becomes of a handshake.</summary>
internal abstract record Admission
{
    /// <summary>The account behind the handshake, where it tells; also of one that is turned down for another reason.</summary>
    public string? Credential { get; init; }

    /// <summary>101, and <paramref name="Start"/> makes the behaviour that lives on the connection.</summary>
    /// <param name="Start">Called once, under the gate, before the first frame.</param>
    internal sealed record Accept(Func<MockConnection, ISocketBehaviour> Start) : Admission
    {
        /// <summary>The peer's own id for its session, where the protocol has one.</summary>
        public string? ClientId { get; init; }
    }

    /// <summary>101, then at once a close frame.</summary>
    internal sealed record CloseAtOnce(int Code, string Reason) : Admission;

    /// <summary>An HTTP status instead of the 101.</summary>
    internal sealed record Refuse(int Status, string Cause) : Admission
    {
        /// <summary>JSON, UTF-8.</summary>
        public string? Body { get; init; }
    }
}
