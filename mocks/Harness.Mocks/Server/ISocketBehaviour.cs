namespace Harness.Mocks.Server;

/// <summary>What a protocol does on one accepted connection. All calls come under the <see cref="World"/>'s gate, in wire order.</summary>
internal interface ISocketBehaviour
{
    /// <summary>Symbols the connection gets data for now, in the protocol's own words: what scenarios call the subscribed symbols.</summary>
    IReadOnlyCollection<string> Symbols { get; }

    /// <summary>The handshake is done: greet, send first values.</summary>
    void Opened();

    /// <summary>A whole text message. The bytes are the caller's and valid during the call only.</summary>
    void TextReceived(ReadOnlySpan<byte> utf8);

    /// <summary>A whole binary message.</summary>
    void BinaryReceived(ReadOnlySpan<byte> payload);

    /// <summary>The server is about to close the connection for a reason of its own: the last chance to say so in the protocol's words.</summary>
    void Goodbye(int code, string reason)
    {
    }

    /// <summary>The connection is gone; nothing can be sent any more. Called once.</summary>
    void Closed();

    /// <summary>The credential behind the connection expires (or is revoked) now, because a scenario or the admin says so.</summary>
    void LoseCredential(CredentialLoss loss);

    /// <summary>The feed behind the data fails: does what the document says of that. Nothing, where it says nothing.</summary>
    void FailFeed()
    {
    }

    /// <summary>Leaves out the protocol's own heartbeat so many times; null for good.</summary>
    /// <returns>False where the protocol has none.</returns>
    bool SkipPings(int? times) => false;
}

internal enum CredentialLoss
{
    Expired,
    Revoked,
}
