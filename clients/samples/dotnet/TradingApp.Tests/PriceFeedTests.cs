using Harness.Conformance;
using Harness.Conformance.Testing;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace TradingApp.Tests;

/// <summary>A mock for each test, in process and on a clock that the test moves: nothing waits for real time, and nothing is left behind.</summary>
public sealed class PriceFeedTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
    private MockServer _mock = null!;
    private HttpMessageInvoker _network = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // <snippet: start>
        _mock = await MockServer.StartAsync(new()
        {
            Protocols = ["ht-tse"],
            Transport = MockTransport.InProcess,
            Seed = 7,
            Rate = 0.1,
            TimeProvider = _clock,
            Log = output.WriteLine,
        });
        _network = _mock.CreateInvoker();
        // </snippet>
    }

    public async ValueTask DisposeAsync()
    {
        _network.Dispose();
        await _mock.DisposeAsync();
    }

    [Fact]
    public async Task Prices_arrive_for_the_symbol_that_was_subscribed()
    {
        // <snippet: receive>
        await using var bids = Feed().BidsAsync("IRT3SATF0001", Stop).GetAsyncEnumerator(Stop);

        Assert.True(await bids.MoveNextAsync());
        Assert.True(bids.Current > 0);
        Assert.Contains("IRT3SATF0001", Assert.Single(_mock.Connections).Symbols);
        // </snippet>
    }

    [Fact]
    public async Task Feed_comes_back_with_a_new_token_after_1008()
    {
        // <snippet: script>
        _mock.OnOpen().Connection(1).After(TimeSpan.FromSeconds(3)).Close(1008, "expired token");
        await using var bids = Feed().BidsAsync("IRT3SATF0001", Stop).GetAsyncEnumerator(Stop);
        Assert.True(await bids.MoveNextAsync());

        var reading = Task.Run(async () => { while (_mock.Requests("/auth/user/token/issue").Count < 2) await bids.MoveNextAsync(); return await bids.MoveNextAsync(); }, Stop);
        Assert.True(await _mock.Clock.AdvanceUntilAsync(reading, TimeSpan.FromMinutes(1), "prices after the reconnect", Stop));

        Assert.Equal(2, _mock.Requests("/auth/user/token/issue", "POST").Count);
        // </snippet>
        await _mock.ShouldBeConformantAsync(cancellationToken: Stop);
    }

    [Fact]
    public async Task Feed_lives_through_the_expiry_of_its_token_half_an_hour_later()
    {
        // <snippet: time>
        _mock.OnOpen().Times(1).After(TimeSpan.FromMinutes(30)).ExpireToken();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var reading = Feed().BidsAsync("IRT3SATF0001", leaving.Token).LastAsync(leaving.Token).AsTask();
        await _mock.Connections.OpenedAsync(cancellationToken: Stop);

        await _mock.Clock.AdvanceAsync(TimeSpan.FromMinutes(31), Stop);

        Assert.Equal(2, Assert.Single(_mock.Connections).Number);
        // </snippet>
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Feed_keeps_to_the_document()
    {
        // <snippet: judge>
        await using var bids = Feed().BidsAsync("IRT3SATF0001", Stop).GetAsyncEnumerator(Stop);
        Assert.True(await bids.MoveNextAsync());

        await _mock.ShouldBeConformantAsync(cancellationToken: Stop);
        // </snippet>
    }

    [Fact]
    public async Task Feed_that_sends_its_token_with_a_scheme_is_caught()
    {
        // <snippet: broken>
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var reading = Feed("Bearer ").BidsAsync("IRT3SATF0001", leaving.Token).FirstAsync(leaving.Token).AsTask();
        await _mock.RequestedAsync(_mock.Url("ht-tse").AbsolutePath, cancellationToken: Stop);

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => _mock.ShouldBeConformantAsync(cancellationToken: Stop));

        Assert.Contains(broken.Findings, finding => finding.Clause?.Id == "ht-tse.auth.009");
        // </snippet>
        output.WriteLine(broken.Message);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private PriceFeed Feed(string scheme = "") => new(_mock.Route("ht-tse"), _mock.Url("ht-tse"), _network, _clock) { Scheme = scheme };
}
