using System.Text;
using System.Text.Json;
using Harness.Clients.Virtuoso;
using Harness.Clients.Virtuoso.Json;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Tests.Virtuoso;

public sealed class VirtuosoMessageReaderTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1647356789123);

    public static TheoryData<string, VirtuosoMessage> Documented => new()
    {
        {
            VirtuosoFrames.Ticker,
            new("market_data", "binance", "BTCUSDT", "ticker", null, At, new Ticker(42650.5m, 2541.34m, At, 42650, 42651, 43100, 42500))
        },
        { VirtuosoFrames.Trade, new("trades", "binance", "BTCUSDT", null, null, At, new Trade("123456789", 42650.5m, 0.1m, "buy", At)) },
        {
            VirtuosoFrames.Order,
            new("orders", "binance", "BTCUSDT", null, "update", At, new Order(
                "123456789", "BTCUSDT", "binance", At, "limit", "buy", 0.1m, 42500, 4250, 0.05m, 0.05m, "partially_filled",
                new(2.125m, "USDT", 0.001m)))
        },
        {
            VirtuosoFrames.Position,
            new("positions", "binance", "BTCUSDT", null, "update", At, new Position(
                "BTCUSDT", "binance", At, "spot", "long", 0.5m, 21325, 42650, 125, 0.58m, null, 41000, 45000, 2.5m))
        },
        {
            VirtuosoFrames.SystemEvent,
            new("system_events", null, null, null, "exchange_connection_status", At, new ExchangeStatus("binance", "connected", At))
        },
    };

    [Theory]
    [MemberData(nameof(Documented), DisableDiscoveryEnumeration = true)]
    public void Documented_frame_becomes_its_message(string text, VirtuosoMessage expected) => Read(text).ShouldBe(expected);

    [Fact]
    public void Order_book_becomes_both_sides()
    {
        var book = Read(VirtuosoFrames.OrderBook).Data.ShouldBeOfType<OrderBook>();

        book.Bids.ShouldBe([new(42650, 1.5m), new(42649.5m, 2.3m)]);
        book.Asks.ShouldBe([new(42651, 0.8m), new(42652.5m, 1.2m)]);
        book.Timestamp.ShouldBe(At);
    }

    [Theory]
    [InlineData(VirtuosoFrames.Ticker)]
    [InlineData(VirtuosoFrames.OrderBook)]
    [InlineData(VirtuosoFrames.Trade)]
    [InlineData(VirtuosoFrames.Order)]
    [InlineData(VirtuosoFrames.Position)]
    [InlineData(VirtuosoFrames.SystemEvent)]
    [InlineData("""{"channel":"funding","exchange":"binance","symbol":"BTCUSDT","data":{"rate":[0.0100]},"timestamp":1647356789123}""")]
    public void Message_is_written_as_it_was_read(string text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            VirtuosoMessageWriter.Write(json, Read(text));

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(text);
    }

    [Theory]
    [InlineData("""{"channel":"market_data","type":"candle","exchange":"x","symbol":"y","data":{"open":1},"timestamp":1}""")]
    [InlineData("""{"channel":"orders","exchange":"x","symbol":"y","event":"expired","data":{"id":"1"},"timestamp":1}""")]
    [InlineData("""{"channel":"system_events","event":"maintenance","data":{"at":1},"timestamp":1}""")]
    [InlineData("""{"channel":"funding","data":[1],"timestamp":1}""")]
    public void Unknown_channel_type_or_event_keeps_its_data(string text) => Read(text).Data.ShouldBeOfType<UnknownPayload>();

    [Fact]
    public void Unknown_members_change_nothing() =>
        Read("""{"seq":[{"channel":"x"}],"channel":"trades","exchange":"e","symbol":"s","data":{"id":"1","new":{},"price":1e0,"amount":2.0,"side":"buy","timestamp":1.0},"timestamp":1}""")
            .Data.ShouldBe(new Trade("1", 1, 2, "buy", DateTimeOffset.UnixEpoch.AddMilliseconds(1)));

    [Theory]
    [InlineData("", "empty text")]
    [InlineData("[]", "no object")]
    [InlineData("""{"channel":7}""", "channel is a number")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","timestamp":1}""", "no data")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","data":{"id":"1","price":1,"amount":2,"side":"buy","timestamp":1}}""", "no timestamp")]
    [InlineData("""{"channel":"trades","symbol":"s","data":{"id":"1","price":1,"amount":2,"side":"buy","timestamp":1},"timestamp":1}""", "no exchange")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","data":{"id":"1","amount":2,"side":"buy","timestamp":1},"timestamp":1}""", "no price")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","data":{"id":"1","price":"1","amount":2,"side":"buy","timestamp":1},"timestamp":1}""", "price is a string")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","data":null,"timestamp":1}""", "data is null")]
    [InlineData("""{"channel":"trades","exchange":"e","symbol":"s","data":{"id":"1","price":1,"amount":2,"side":"buy","timestamp":1},"timestamp":1e300}""", "no such time")]
    [InlineData("""{"channel":"orderbook","exchange":"e","symbol":"s","data":{"bids":[[1]],"asks":[],"timestamp":1},"timestamp":1}""", "half a level")]
    [InlineData("""{"channel":"orderbook","exchange":"e","symbol":"s","data":{"bids":[{"price":1}],"asks":[],"timestamp":1},"timestamp":1}""", "a level is an object")]
    [InlineData("""{"channel":"orderbook","exchange":"e","symbol":"s","data":{"bids":null,"asks":[],"timestamp":1},"timestamp":1}""", "a side is null")]
    public void Malformed_message_is_a_json_exception(string text, string because) => Should.Throw<JsonException>(() => Read(text), because);

    private static VirtuosoMessage Read(string text) => VirtuosoMessageReader.Read(Incoming.Read(Encoding.UTF8.GetBytes(text)));
}
