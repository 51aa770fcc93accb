namespace Harness.Mocks.Scripting;

/// <summary>What the server gives the script of one connection. Every call, in both directions, comes under the server's gate.</summary>
internal interface IScriptedConnection
{
    /// <summary>The protocol's slug, or <c>none</c>.</summary>
    string Protocol { get; }

    /// <summary>Whose connection this is across reconnections: state and counters hang on it.</summary>
    string SessionKey { get; }

    /// <summary>Its number in its session, from 1.</summary>
    int Number { get; }

    /// <summary>Decoded, without the query.</summary>
    string Path { get; }

    /// <summary>Null while it is not known.</summary>
    string? ClientId { get; }

    /// <summary>Whether the client is subscribed to a symbol, in the protocol's own words (ISIN or name, id, token, symbol).</summary>
    bool IsSubscribed(string symbol);

    /// <summary>
    /// Sends a text message as it stands. It must not come back through <see cref="IConnectionScript.OnSent"/>. The bytes are not written to afterwards.
    /// </summary>
    void Send(ReadOnlyMemory<byte> text);

    void SendBinary(ReadOnlyMemory<byte> payload);

    /// <summary>Gives a message of the client to the built-in behaviour. The bytes stay valid only during the call.</summary>
    void Pass(ReadOnlyMemory<byte> message, bool isBinary);

    /// <summary>Starts the close handshake; a null code sends a close frame without one.</summary>
    void Close(int? code, string? reason);

    /// <summary>Ends the TCP connection (FIN) without a close frame.</summary>
    void Cut();

    /// <summary>Ends the TCP connection with RST.</summary>
    void Reset();

    /// <summary>The token of this connection counts as expired: the protocol does what its document says.</summary>
    void ExpireToken();

    /// <summary>The token of this connection counts as revoked: the protocol does what its document says.</summary>
    void RevokeToken();

    /// <summary>The protocol's own heartbeat is left out so many times; null: for good. False where the protocol has none.</summary>
    bool SkipPing(int? times);

    /// <summary>Faults below the message; null on a transport that only knows messages.</summary>
    IWireFaults? Wire { get; }

    /// <summary>
    /// Set by the engine when scenarios come and go: the server asks this and nothing else whether a script listens. Null: no rule can concern the connection.
    /// </summary>
    IConnectionScript? Script { get; set; }
}
