using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Server;

/// <summary>A server that no document describes: everything it does comes from scenarios with <c>protocol: none</c>.</summary>
internal sealed class UndocumentedMock : IProtocolMock
{
    public string Slug => Scenario.NoProtocol;

    public IReadOnlyList<HttpEndpoint> HttpEndpoints => [];

    public IReadOnlyList<SocketEndpoint> SocketEndpoints => [];

    public SocketEndpoint Endpoint(string path) => new(path, Slug, _ => new Admission.Accept(_ => new Silence()));

    /// <summary>An HTTP request that no rule answered.</summary>
    public HttpEndpoint Answer(string path) => new(path, ["GET", "POST", "PUT", "DELETE"], _ => new HttpReply(404, """{"detail":"No scenario rule answers this request"}"""));

    public void MarketChanged(in MarketMove move)
    {
    }

    private sealed class Silence : ISocketBehaviour
    {
        public IReadOnlyCollection<string> Symbols { get; } = ["scripted"];

        public void Opened()
        {
        }

        public void TextReceived(ReadOnlySpan<byte> utf8)
        {
        }

        public void BinaryReceived(ReadOnlySpan<byte> payload)
        {
        }

        public void Closed()
        {
        }

        public void LoseCredential(CredentialLoss loss)
        {
        }
    }
}
