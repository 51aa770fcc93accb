using Harness.Clients.Connections;

namespace Harness.Clients.Sessions;

/// <summary>What a protocol says and hears on a connection. One handler lives through all connections of its session.</summary>
internal interface ISessionHandler
{
    /// <summary>
    /// Says what has to be said first on a new connection: log in, subscribe again. Runs beside the reading, so it may wait for answers.
    /// A <see cref="ConnectionLostException"/> out of it ends the connection, any other exception the session.
    /// </summary>
    Task EstablishAsync(MessageSocket socket, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a message. <see cref="System.Text.Json.JsonException"/> says that it is malformed: it is reported and skipped then.
    /// </summary>
    /// <returns>Whether it was data: a connection counts as a success once it brought some.</returns>
    ValueTask<bool> ReceivedAsync(MessageSocket socket, ReadOnlyMemory<byte> text, CancellationToken cancellationToken);

    /// <summary>The connection is over: nobody will answer what is still open.</summary>
    void Lost(MessageSocket socket, ConnectionLostException reason);

    /// <summary>The session is over: null when the caller left, else why.</summary>
    void Ended(Exception? reason);
}
