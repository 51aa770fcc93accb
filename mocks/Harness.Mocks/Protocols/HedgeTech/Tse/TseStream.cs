using Harness.Mocks.Protocols.HedgeTech.Tokens;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>An accepted connection: a first message for every (symbol, channel), then one whenever it moves. What the client says is ignored.</summary>
internal sealed class TseStream(World world, TseEndpoint endpoint, TseSelection selection, CredentialWatch credential, MockConnection connection, IReadOnlyCollection<string> symbols)
    : ISocketBehaviour
{
    public IReadOnlyCollection<string> Symbols => symbols;

    public void Opened()
    {
        credential.Start(connection);
        var now = world.Now;
        foreach (var listing in selection.Listings)
        {
            foreach (var channel in selection.Channels)
            {
                var topic = endpoint.Topic(listing, channel);
                if (!topic.IsOffered) continue;
                connection.Subscribe(topic.Topic);
                if ((world.Recorded is { } recorded ? recorded.Last<WireMessage>(topic.Topic) : topic.Render(now)) is { } first) connection.Send(first);
            }
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
