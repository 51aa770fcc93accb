using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>An hour of the market, every contract by id and by name, against every rule that binds a server.</summary>
public sealed class ImeHourTests
{
    [Theory]
    [InlineData(1, "id")]
    [InlineData(20260302, "name")]
    public async Task Hour_of_every_contract_breaks_no_rule(ulong seed, string endpoint)
    {
        // Each instrument moves every twenty seconds: enough to roll minutes and trade, little enough for a test.
        await using var mock = await PlayedMock.StartAsync(options => options with { Seed = seed, Rate = 0.05 });
        var judged = new JudgedSession("ht-ime");
        mock.Server.Journal.Attach(judged);
        var protocol = ProtocolCatalog.Embedded.Find("ht-ime")!;
        var token = await mock.LogInAsync();

        var contracts = protocol.Instruments.Select(instrument => $"contract_{endpoint}={instrument.Symbols[endpoint]}");
        var target = $"{protocol.Endpoint(endpoint)!.Path}?{string.Join('&', contracts)}";
        await using var peer = await Peer.ConnectAsync(mock.Server, target, ("Authorization", token));
        // Time moves once the stream has begun: a machine under load must not skip its first minute.
        await peer.NextAsync();
        for (var minute = 0; minute < 60; minute++)
        {
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        judged.Faults.ShouldBeEmpty(string.Join('\n', judged.Faults.Take(5)));
        judged.Frames.ShouldBeGreaterThan(1_000);
    }
}
