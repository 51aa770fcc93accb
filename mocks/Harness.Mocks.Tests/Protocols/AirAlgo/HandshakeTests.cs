using System.Text;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>WebSocket Endpoint, and the version of Phoenix's messages that it speaks.</summary>
public sealed class HandshakeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?vsn=1.0.0")]
    [InlineData("?token=whatever&vsn=1.0.0")]
    public async Task Handshake_for_json_objects_is_accepted(string query)
    {
        await using var mock = await PlayedMock.StartAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, AirAlgoPeer.Socket + query);
        peer.Send("""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}""");

        (await peer.NextAsync()).ShouldBe("""{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"1","topic":"phoenix"}""");
    }

    [Theory]
    [InlineData("?vsn=2.0.0")]
    [InlineData("?vsn=")]
    [InlineData("?vsn=1.0.0&vsn=2.0.0")]
    public async Task Handshake_for_another_version_is_403_and_says_which_is_spoken(string query)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (peer, result) = await Peer.TryConnectAsync(mock.Server, AirAlgoPeer.Socket + query);

        peer.ShouldBeNull();
        result.Response!.Status.ShouldBe(403);
        Encoding.UTF8.GetString(result.Response.Body.Span).ShouldContain("1.0.0");
    }
}
