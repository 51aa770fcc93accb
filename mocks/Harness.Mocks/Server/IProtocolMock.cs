using System.Text.Json;

namespace Harness.Mocks.Server;

/// <summary>
/// One protocol as the mock server plays it: where it listens and what happens there. A protocol plugs in by implementing this and adding one
/// line to <see cref="ProtocolMocks"/>; nothing generic knows its name. All calls come under the <see cref="World"/>'s gate.
/// </summary>
internal interface IProtocolMock
{
    /// <summary>The folder under <c>fixtures/</c>.</summary>
    string Slug { get; }

    IReadOnlyList<HttpEndpoint> HttpEndpoints { get; }

    IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    /// <summary>How orders enter from outside the wire; null where the protocol knows no orders.</summary>
    IOrderEntry? Orders => null;

    /// <summary>Something in the market moved: render it once per topic that has subscribers.</summary>
    void MarketChanged(in MarketMove move);

    /// <summary>Reads a message that a recorded server of this protocol sent.</summary>
    /// <param name="message">A JSON object.</param>
    /// <param name="utf8">The same as its bytes.</param>
    /// <returns>What brings it to those who are subscribed to what it is about; null for what is no market data of an instrument known here.</returns>
    Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8) => null;
}
