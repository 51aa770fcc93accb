using System.Text;
using Harness.Mocks.Orders;
using Harness.Mocks.Tests.Market;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Hours;

/// <summary>Plays a plan on the manual clock: a deed, five seconds, the next one.</summary>
internal sealed class HourPlay : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    /// <summary>Turns from one look at the market to the next.</summary>
    private const int Look = 12;

    private readonly Hour _hour;
    private readonly Peer?[] _peers = new Peer?[Hour.Clients];
    private readonly HourWatch _watch;
    private readonly MarketInvariants[] _market;

    private HourPlay(Hour hour, PlayedMock mock)
    {
        _hour = hour;
        Mock = mock;
        _watch = new HourWatch(Fixtures.Catalog.ProtocolCatalog.Embedded.Find(hour.Slug)!);
        _market = [.. mock.Server.World.Market.Listings.Select(listing => new MarketInvariants(listing))];
        mock.Server.Journal.Attach(_watch);
    }

    public PlayedMock Mock { get; }

    /// <returns>How many frames crossed the wire.</returns>
    public static async Task<long> RunAsync(Hour hour, IReadOnlyList<Deed> plan, ulong seed)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Seed = seed, Rate = hour.Rate, Protocols = [hour.Slug], OneSession = true });
        await using var play = new HourPlay(hour, mock);
        for (var turn = 0; turn < plan.Count; turn++)
        {
            await play.DoAsync(plan[turn]);
            await mock.Clock.AdvanceQuietlyAsync(Turn, TestContext.Current.CancellationToken);
            await play.AnswerAsync();
            if (turn % Look == 0) play.Inspect();
        }

        play.Inspect();
        play._watch.Faults.ShouldBeEmpty(string.Join('\n', play._watch.Faults));
        return play._watch.Frames;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            if (peer is not null) await peer.DisposeAsync();
        }
    }

    private async Task DoAsync(Deed deed)
    {
        switch (deed.Kind)
        {
            case DeedKind.Connect:
                await ConnectAsync(deed.Client, deed.Text.Length > 0 ? deed.Text : _hour.Target(deed.Client));
                break;
            case DeedKind.Leave:
                await LeaveAsync(deed.Client);
                break;
            case DeedKind.Order:
                await Mock.PostAsync("/__admin/orders", deed.Text);
                break;
            case DeedKind.Say or DeedKind.SayBinary:
                if (_peers[deed.Client] is not { IsOver: false }) await ConnectAsync(deed.Client, _hour.Target(deed.Client));
                var text = await _hour.SpellAsync(this, deed.Text);
                _peers[deed.Client]?.Send(deed.Kind == DeedKind.Say ? WireMessage.Text(text) : WireMessage.Binary(Encoding.UTF8.GetBytes(text)));
                break;
        }
    }

    private async Task ConnectAsync(int client, string target)
    {
        var former = _peers[client];
        (_peers[client], _) = await Peer.TryConnectAsync(Mock.Server, target.Split('#')[0], await _hour.HeadersAsync(this, target));
        if (former is not null) await former.DisposeAsync();
    }

    private async Task LeaveAsync(int client)
    {
        if (_peers[client] is not { } peer) return;
        _peers[client] = null;
        await peer.DisposeAsync();
    }

    /// <summary>Takes what has arrived; every other client is well bred and answers.</summary>
    private async Task AnswerAsync()
    {
        for (var client = 0; client < _peers.Length; client++)
        {
            if (_peers[client] is not { } peer) continue;
            foreach (var message in peer.Drain())
            {
                if (client % 2 == 0 && _hour.Reply(message) is { } reply) peer.Send(await _hour.SpellAsync(this, reply));
            }
        }
    }

    /// <summary>Books that never cross, days that add up, orders whose parts make the whole.</summary>
    private void Inspect() => Mock.Server.World.Enter(() =>
    {
        foreach (var listing in _market) listing.ShouldHold();
        foreach (var order in Mock.Server.World.Desk.Orders)
        {
            (order.Filled + order.Remaining).ShouldBe(order.Amount, order.Id);
            order.Filled.ShouldBeInRange(0, Math.Max(0, order.Amount), order.Id);
            if (order.Status == OrderStatus.Filled) order.Remaining.ShouldBe(0, order.Id);
        }
    });
}
