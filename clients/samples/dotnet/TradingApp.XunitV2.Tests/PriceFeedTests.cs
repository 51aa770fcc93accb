using Harness.Conformance;
using Harness.Conformance.Testing;
using Harness.Mocks.Server;
using Harness.Wire.Time;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TradingApp.XunitV2.Tests;

/// <summary>In process and on a clock that the test moves, as with xUnit v3: what differs is the set-up.</summary>
public sealed class PriceFeedTests(ITestOutputHelper output) : IAsyncLifetime
{
    // <snippet: xunit-v2>
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
    private MockServer _mock = null!;
    private HttpMessageInvoker _network = null!;

    public async Task InitializeAsync()
    {
        _mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Transport = MockTransport.InProcess, Seed = 7, Rate = 0.1, TimeProvider = _clock, Log = output.WriteLine });
        _network = _mock.CreateInvoker();
    }

    public async Task DisposeAsync()
    {
        _network.Dispose();
        await _mock.DisposeAsync();
    }

    [Fact]
    public async Task Feed_comes_back_with_a_new_token_after_1008()
    {
        _mock.OnOpen().Connection(1).After(TimeSpan.FromSeconds(3)).Close(1008, "expired token");
        await using var bids = Feed().BidsAsync("IRT3SATF0001").GetAsyncEnumerator();
        Assert.True(await bids.MoveNextAsync());

        var reading = Task.Run(async () => { while (_mock.Requests("/auth/user/token/issue").Count < 2) await bids.MoveNextAsync(); return await bids.MoveNextAsync(); });
        Assert.True(await _mock.Clock.AdvanceUntilAsync(reading, TimeSpan.FromMinutes(1), "prices after the reconnect"));

        await _mock.ShouldBeConformantAsync();
    }
    // </snippet>

    [Fact]
    public async Task Log_of_the_mock_is_in_the_output_of_the_test()
    {
        _mock.OnOpen().Log("good morning");
        await using var bids = Feed().BidsAsync("IRT3SATF0001").GetAsyncEnumerator();
        Assert.True(await bids.MoveNextAsync());
        await _mock.Clock.QuietAsync();

        Assert.Contains("good morning", ((TestOutputHelper)output).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_that_sends_its_token_with_a_scheme_is_told_the_clause_and_shown_the_frames()
    {
        using var leaving = new CancellationTokenSource();
        var reading = Feed("Bearer ").BidsAsync("IRT3SATF0001", leaving.Token).FirstAsync(leaving.Token).AsTask();
        await _mock.RequestedAsync(_mock.Url("ht-tse").AbsolutePath);

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => _mock.ShouldBeConformantAsync());

        output.WriteLine(broken.Message);
        Assert.StartsWith("the client broke a requirement:", broken.Message, StringComparison.Ordinal);
        Assert.Contains("ht-tse.auth.009", broken.Message, StringComparison.Ordinal);
        Assert.Contains("#1.0 --> open GET /data-engine/tse-ifb", broken.Message, StringComparison.Ordinal);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private PriceFeed Feed(string scheme = "") => new(_mock.Route("ht-tse"), _mock.Url("ht-tse"), _network, _clock) { Scheme = scheme };
}
