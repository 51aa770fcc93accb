using System.Collections.Concurrent;
using System.Threading.Channels;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Harness.Wire;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>A client that logs in, connects, says something, and comes back when it is thrown out; whatever fails, it tries again.</summary>
internal sealed class ReferenceClient(PlayedMock mock, string protocol)
{
    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>Whether it has done all it does until its connection ends.</summary>
    public bool IsWaiting { get; private set; }

    public IEnumerable<string> Heard => _heard;

    public async Task PlayAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            Peer? peer = null;
            try
            {
                IsWaiting = false;
                peer = await ConnectAsync().WaitAsync(over);
                await TalkAsync(peer).WaitAsync(over);
                IsWaiting = true;
                await peer.ClosedAsync().WaitAsync(over);
            }
            catch (Exception e) when (e is ShouldAssertException or OperationCanceledException or HttpRequestException or IOException or ChannelClosedException or TimeoutException)
            {
                // What the example was made for.
            }

            if (peer is null) continue;
            foreach (var message in peer.Drain()) _heard.Enqueue(message);
            await peer.DisposeAsync();
        }
    }

    private async Task<Peer> ConnectAsync()
    {
        if (protocol == "none") _heard.Enqueue((await mock.GetAsync("/api/price?symbol=BTCUSDT")).Body);
        return protocol switch
        {
            "ht-tse" => await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync())),
            "odin" => await Peer.ConnectAsync(mock.Server, $"{OdinPeer.Path}?client_id=app-1"),
            "virtuoso" => await Peer.ConnectAsync(mock.Server, "/ws"),
            _ => await Peer.ConnectAsync(mock.Server, "/chat"),
        };
    }

    private async Task TalkAsync(Peer peer)
    {
        switch (protocol)
        {
            case "ht-tse":
                peer.Send(WireMessage.Ping("x"u8));
                break;
            case "odin":
                peer.Send("""{"action":"ping"}""");
                break;
            case "none":
                peer.Send("""{"say":"hello","list":[1,2],"price":10}""");
                break;
            case "virtuoso":
                peer.Send(VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow()));
                await peer.NextAsync("authenticated");
                peer.Send(VirtuosoPeer.Subscribe(["orders"], ["BTCUSDT"]));
                await peer.NextAsync("subscribed");
                for (var i = 0; i < 3; i++) await mock.PostAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","amount":0.1,"price":30000}""");
                break;
        }
    }
}
