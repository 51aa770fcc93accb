using Harness.Fixtures.Catalog;
using Harness.Mocks.Admin;
using Harness.Mocks.Tests.Market;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Admin;

public sealed class MarketRouteTests
{
    [Theory]
    [InlineData("""{"instrument":"binance:BTCUSDT","price":42000.5}""", "binance:BTCUSDT", "42000.5")]
    [InlineData("""{"instrument":"BTCUSDT","price":42000.5,"protocol":"virtuoso"}""", "binance:BTCUSDT", "42000.5")]
    [InlineData("""{"instrument":"1001","price":243500,"protocol":"ht-ime"}""", "ime:GOLD-APR", "243500")]
    [InlineData("""{"instrument":"GOLD-APR","price":243500}""", "ime:GOLD-APR", "243500")]
    public async Task Price_is_set_by_any_name_of_the_instrument(string body, string key, string price)
    {
        await using var mock = await PlayedMock.StartAsync();

        var moved = await mock.OrderAsync("/__admin/market/price", body);

        moved.GetProperty("key").GetString().ShouldBe(key);
        moved.GetProperty("last").GetRawText().ShouldStartWith(price);
        (await mock.GetJsonAsync("/__admin/market")).GetProperty("instruments").EnumerateArray()
            .Single(one => one.GetProperty("key").GetString() == key).GetProperty("last").GetRawText().ShouldStartWith(price);
    }

    [Fact]
    public async Task Price_that_is_set_reaches_who_is_subscribed()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["aggregate"], ["IRO1FOLD0001"]), ("Authorization", await mock.LogInAsync()));
        var last = (await peer.NextJsonAsync()).GetProperty("data").GetProperty("last_price").GetDecimal();

        await mock.OrderAsync("/__admin/market/price", $$"""{"instrument":"IRO1FOLD0001","price":{{last + 10}}}""");

        (await peer.NextJsonAsync()).GetProperty("data").GetProperty("last_price").GetDecimal().ShouldBe(last + 10);
    }

    [Fact]
    public async Task Price_that_is_set_fills_the_order_that_waited_for_it()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var order = await mock.OrderAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"binance:BTCUSDT","side":"buy","amount":0.0001,"price":40000}""");
        order.GetProperty("status").GetString().ShouldBe("open");

        await mock.OrderAsync("/__admin/market/price", """{"instrument":"binance:BTCUSDT","price":39000}""");

        (await mock.GetJsonAsync("/__admin/orders")).GetProperty("orders")[0].GetProperty("status").GetString().ShouldBe("filled");
    }

    [Fact]
    public void Name_of_several_instruments_is_told_apart_by_its_protocol()
    {
        var other = TestInstruments.Share with { Key = "binance:RELIANCE" };
        var names = new InstrumentNames(new Dictionary<Protocol, IReadOnlyList<Instrument>>
        {
            [ProtocolCatalog.Embedded.Find("airalgo")!] = [TestInstruments.Share],
            [ProtocolCatalog.Embedded.Find("virtuoso")!] = [other],
        });

        names.Find("RELIANCE", null).ShouldBe(["nse:RELIANCE", "binance:RELIANCE"], ignoreOrder: true);
        names.Find("RELIANCE", "virtuoso").ShouldBe(["binance:RELIANCE"]);
        names.Find("nse:RELIANCE", null).ShouldBe(["nse:RELIANCE"]);
        names.Find("nse:RELIANCE", "virtuoso").ShouldBeEmpty();
        names.Find("NSE", null).ShouldBeEmpty();
    }
}
