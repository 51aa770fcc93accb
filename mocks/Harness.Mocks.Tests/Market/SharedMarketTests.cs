using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.AirAlgo;
using Harness.Mocks.Tests.Protocols.Odin;

namespace Harness.Mocks.Tests.Market;

/// <summary>One market behind every protocol: what two of them list has one price, each in its own words (rupees and paisa).</summary>
public sealed class SharedMarketTests
{
    [Fact]
    public void Instruments_of_two_protocols_are_those_of_the_national_exchange()
    {
        var shared = ProtocolCatalog.Embedded.Protocols
            .SelectMany(protocol => protocol.Instruments.Select(instrument => (instrument.Key, protocol.Slug)))
            .GroupBy(pair => pair.Key, pair => pair.Slug)
            .Where(slugs => slugs.Count() > 1)
            .Select(slugs => $"{slugs.Key} {string.Join(' ', slugs.Order())}")
            .Order();

        shared.ShouldBe(["nse:HDFCBANK airalgo odin", "nse:INFY airalgo odin", "nse:RELIANCE airalgo odin", "nse:SBIN airalgo odin", "nse:TCS airalgo odin"]);
    }

    [Theory]
    [InlineData("RELIANCE", "2885")]
    [InlineData("SBIN", "3045")]
    public async Task Stock_has_the_same_price_at_the_same_moment_through_two_protocols(string symbol, string token)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Protocols = ["odin", "airalgo"], Rate = 1 });
        await using var odin = await OdinPeer.ConnectAsync(mock);
        await using var airalgo = await AirAlgoPeer.JoinAsync(mock);
        await odin.AskAsync("subscribe", symbol);
        var first = await airalgo.AskAsync("subscribe", new { list = new[] { token } });
        var rupees = new List<decimal>();
        List<decimal> paisa = [Price(first, token)];

        for (var second = 0; second < 60; second++)
        {
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            rupees.AddRange(odin.Drain().Where(IsData).Select(message => message.GetProperty("data").GetProperty("ltp").GetDecimal()));
            paisa.AddRange(airalgo.Drain().Select(message => Price(message, token)));
            if (rupees.Count > 0) (rupees[^1] * 100).ShouldBe(paisa[^1], $"second {second}");
        }

        rupees.Distinct().Count().ShouldBeGreaterThan(5);
        rupees.ShouldAllBe(price => paisa.Contains(price * 100));
    }

    [Fact]
    public async Task Order_on_one_protocol_moves_the_price_on_the_other()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Protocols = ["odin", "airalgo"], Rate = 0 });
        await using var odin = await OdinPeer.ConnectAsync(mock);
        await odin.AskAsync("subscribe", "RELIANCE");
        var (_, placed) = await mock.PostAsync("/__admin/orders", """{"protocol":"airalgo","instrument":"2885","side":"buy","type":"limit","amount":5,"price":139000,"handling":"scripted"}""");
        var id = JsonDocument.Parse(placed).RootElement.GetProperty("id").GetString();

        await mock.PostAsync($"/__admin/orders/{id}/fill", """{"price":138900}""");

        var seen = 0m;
        while (seen != 1389.00m) seen = (await odin.NextDataAsync()).GetProperty("data").GetProperty("ltp").GetDecimal();
    }

    private static decimal Price(JsonElement ltp, string token) => ltp.GetProperty("payload").GetProperty(token).GetProperty("ltp").GetDecimal();

    private static bool IsData(JsonElement message) => message.GetProperty("type").GetString() == "market_data";
}
