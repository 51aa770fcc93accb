using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>An hour of the market, every channel of every instrument, against every rule that binds a server.</summary>
public sealed class TseHourTests
{
    [Theory]
    [InlineData(1, "isin")]
    [InlineData(20260302, "name")]
    public async Task Hour_of_every_channel_of_every_instrument_breaks_no_rule(ulong seed, string endpoint)
    {
        // Each instrument moves every twenty seconds: enough to roll minutes and trade, little enough for a test.
        await using var mock = await PlayedMock.StartAsync(options => options with { Seed = seed, Rate = 0.05 });
        var judged = new JudgedSession("ht-tse");
        mock.Server.Journal.Attach(judged);
        var protocol = ProtocolCatalog.Embedded.Find("ht-tse")!;
        var token = await mock.LogInAsync();

        var symbols = protocol.Instruments.Select(instrument => instrument.Symbols[endpoint]);
        var target = endpoint == "isin" ? TseAddress.Isin(protocol.Channels, symbols) : TseAddress.Name(protocol.Channels, symbols);
        await using var peer = await Peer.ConnectAsync(mock.Server, target, ("Authorization", token));
        // Time moves once the stream has begun: a machine under load must not skip its first minute.
        await peer.NextAsync();
        for (var minute = 0; minute < 60; minute++)
        {
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        judged.Faults.ShouldBeEmpty(string.Join('\n', judged.Faults.Take(5)));
        judged.Frames.ShouldBeGreaterThan(10_000);
    }
}
