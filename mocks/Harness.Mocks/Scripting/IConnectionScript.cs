namespace Harness.Mocks.Scripting;

/// <summary>The rules of all scenarios that can concern one connection. The server calls it under its gate.</summary>
internal interface IConnectionScript
{
    /// <summary>Whether it looks at what the built-in behaviour sends, now. If not, <see cref="OnSent"/> need not be asked.</summary>
    bool SeesSent { get; }

    /// <summary>The built-in greeting is out.</summary>
    void Opened();

    /// <summary>
    /// The client sent a message. True: a rule took it, and the built-in behaviour runs only through <see cref="IScriptedConnection.Pass"/>.
    /// The bytes need to stay valid only during the call.
    /// </summary>
    bool OnMessage(ReadOnlyMemory<byte> payload, bool isBinary);

    /// <summary>
    /// The built-in behaviour is about to send a text message. True: the script took it and sends it, changed or later, itself or not at all.
    /// The bytes must not be written to afterwards.
    /// </summary>
    bool OnSent(ReadOnlyMemory<byte> payload);

    /// <summary>The built-in behaviour is about to close. True: the script took it, and closes itself once what it holds back is out.</summary>
    bool OnClosing(int? code, string? reason);

    /// <summary>The client missed the protocol's own heartbeat. True: the built-in consequence does not follow.</summary>
    bool OnMissedPong();

    /// <summary>The connection is over; what was planned on it is dropped.</summary>
    /// <param name="code">The code of the first close frame; null where there was none.</param>
    /// <param name="byClient">Who ended it.</param>
    void Closed(int? code, string? reason, bool byClient);
}
