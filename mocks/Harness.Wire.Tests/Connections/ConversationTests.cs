using Harness.Wire.Tests.Time;

namespace Harness.Wire.Tests.Connections;

[Collection(AloneCollection.Name)]
public sealed class ConversationTests
{
    [Fact]
    public async Task Messages_cross_in_both_directions_and_in_order()
    {
        await using var peers = new Peers().Run();
        peers.Client.Send(WireMessage.Text("hello"));
        peers.Client.Send(WireMessage.Binary([1, 2]));
        peers.Server.Send(WireMessage.Text("welcome"));
        (await peers.AtServer.NextAsync()).ShouldBe("Text hello");
        (await peers.AtServer.NextAsync()).ShouldBe("Binary 0102");
        (await peers.AtClient.NextAsync()).ShouldBe("Text welcome");
    }

    [Fact]
    public async Task Close_crosses_and_both_ends_are_clean()
    {
        await using var peers = new Peers().Run();
        peers.Server.Send(WireMessage.Text("last"));
        peers.Server.Close(1008, "expired token");
        var (server, client) = await peers.EndAsync();
        server.Ending.ShouldBe(WireEnding.Closed);
        client.Ending.ShouldBe(WireEnding.PeerClosed);
        server.Clean.ShouldBeTrue();
        client.Clean.ShouldBeTrue();
        client.Received.ShouldBe(new WireClose(1008, "expired token"));
        server.Received.ShouldBe(new WireClose(1008, ""));
        peers.ServerSees.Seen.ShouldBe(["out Text last", "out Close 1008 expired token", "in Close 1008", "ended Closed"]);
        peers.ClientSees.Seen.ShouldBe(["in Text last", "in Close 1008 expired token", "out Close 1008", "ended PeerClosed"]);
        peers.Clock.GetUtcNow().ShouldBe(peers.Clock.Start, "no deadline was needed");
        peers.Clock.NextDue.ShouldBeNull("no deadline is left behind");
    }
}
