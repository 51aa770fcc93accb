using Harness.Mocks.Market;
using Harness.Mocks.Protocols.HedgeTech.Tokens;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.HedgeTech.Ime;

/// <summary>An accepted connection: a first message for every contract, then one whenever it moves. What the client says is ignored.</summary>
internal sealed class ImeStream(
    World world, ImeEndpoint endpoint, IReadOnlyList<Listing> contracts, CredentialWatch credential, MockConnection connection, IReadOnlyCollection<string> symbols)
    : ISocketBehaviour
{
    public IReadOnlyCollection<string> Symbols => symbols;

    public void Opened()
    {
        credential.Start(connection);
        if (connection.Request.QueryValues("channels").Any()) connection.Notice("channels is no parameter of this protocol; it is ignored");
        var now = world.Now;
        foreach (var contract in contracts)
        {
            var topic = endpoint.Topic(contract);
            connection.Subscribe(topic.Topic);
            if ((world.Recorded is { } recorded ? recorded.Last<WireMessage>(topic.Topic) : topic.Render(now)) is { } first) connection.Send(first);
        }
    }

    public void TextReceived(ReadOnlySpan<byte> utf8) => connection.Notice("the client sent a message; this protocol has none, it is ignored");

    public void BinaryReceived(ReadOnlySpan<byte> payload) => connection.Notice("the client sent a binary message; this protocol has none, it is ignored");

    public void Closed()
    {
    }

    public void FailFeed() => FeedFailure.Of(world, connection);

    public void LoseCredential(CredentialLoss loss) => credential.Lose(connection, loss);
}
