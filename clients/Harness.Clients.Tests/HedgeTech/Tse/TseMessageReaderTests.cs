using System.Text;
using System.Text.Json;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.HedgeTech.Tse.Json;
using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseMessageReaderTests
{
    public static TheoryData<string, string, TsePayload> Documented => new()
    {
        { "ohlcv-last-1m", TseFrames.Ohlcv, new Ohlcv(10000, 10100, 9950, 10050, 3500) },
        { "aggregate", TseFrames.Aggregate, new Aggregate("string", "string", 0, 0, 0, 0, 0, 0, 0, 0, 0) },
        { "institutional-vs-individual", TseFrames.InstitutionalVsIndividual, new InstitutionalVsIndividual(0, 0, 0, 0, 0, 0, 0, 0) },
        { "contract-info", TseFrames.ContractInfo, new ContractInfo(0, 0, 0) },
        { "fund-info", TseFrames.FundInfo, new FundInfo(0, 0, 0, Timestamp("2025-11-14T22:10:42.802Z")) },
    };

    [Theory]
    [MemberData(nameof(Documented), DisableDiscoveryEnumeration = true)]
    public void Documented_frame_becomes_its_payload(string channel, string data, TsePayload expected)
    {
        var message = Read(TseFrames.Message(channel, data));

        message.Channel.ShouldBe(channel);
        message.SymbolIsin.ShouldBe(TseFrames.Isin);
        message.SymbolName.ShouldBeNull();
        message.Timestamp.Text.ShouldBe(TseFrames.Timestamp);
        message.Data.ShouldBe(expected);
    }

    [Fact]
    public void Best_limit_becomes_levels_best_first() =>
        Read(TseFrames.Message("best-limit", TseFrames.BestLimit)).Data.ShouldBeOfType<BestLimit>().Levels.ShouldBe(
        [
            new(5, 1000, 10000, 3, 800, 10050) { Level = 1 },
            new(4, 500, 9950, 2, 400, 10100) { Level = 2 },
        ]);

    [Fact]
    public void Order_book_becomes_both_sides()
    {
        var book = Read(TseFrames.Message("order-book", TseFrames.OrderBook)).Data.ShouldBeOfType<OrderBook>();

        book.Buy.ShouldBe([new(0, 0, 0)]);
        book.Sell.ShouldBe([new(0, 0, 0)]);
    }

    [Fact]
    public void Name_endpoint_fills_the_name()
    {
        var message = Read(TseFrames.Message("contract-info", TseFrames.ContractInfo, "symbolName"));

        message.SymbolName.ShouldBe(TseFrames.Isin);
        message.SymbolIsin.ShouldBeNull();
        message.Symbol.ShouldBe(TseFrames.Isin);
    }

    [Fact]
    public void Unknown_channel_keeps_its_data()
    {
        var message = Read(TseFrames.Message("sentiment", """{"mood":["calm"]}"""));

        message.Channel.ShouldBe("sentiment");
        message.Data.ShouldBeOfType<UnknownPayload>().Raw.GetProperty("mood")[0].GetString().ShouldBe("calm");
    }

    [Theory]
    [InlineData("""{"v":2,"channel":"contract-info","meta":{"data":[1,{"channel":"x"}]},"symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"open_interest":1,"new":[{}],"initial_margin":2,"required_margin":3}}""")]
    [InlineData("""{"data":{"required_margin":3,"initial_margin":2,"open_interest":1},"timestamp":"2025-11-14T12:00:00","symbolIsin":"A","channel":"contract-info"}""")]
    [InlineData("""{"channel":"other","channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"open_interest":1.0,"initial_margin":2.0,"required_margin":3e0}}""")]
    public void Unknown_members_and_another_order_change_nothing(string text) =>
        Read(text).Data.ShouldBe(new ContractInfo(1, 2, 3));

    [Fact]
    public void Level_of_another_name_is_passed_over() =>
        Read(TseFrames.Message("best-limit", TseFrames.BestLimit.Replace("\"2\":", "\"total\":", StringComparison.Ordinal)))
            .Data.ShouldBeOfType<BestLimit>().Levels.ShouldHaveSingleItem().Level.ShouldBe(1);

    [Theory]
    [InlineData("", "empty text")]
    [InlineData("not json", "no JSON")]
    [InlineData("[1,2]", "no object")]
    [InlineData("null", "no object")]
    [InlineData("{}", "nothing in it")]
    [InlineData("""{"symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{}}""", "no channel")]
    [InlineData("""{"channel":7,"symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{}}""", "channel is a number")]
    [InlineData("""{"channel":"x","timestamp":"2025-11-14T12:00:00","data":{}}""", "no identifier")]
    [InlineData("""{"channel":"x","symbolIsin":"A","data":{}}""", "no timestamp")]
    [InlineData("""{"channel":"x","symbolIsin":"A","timestamp":"yesterday","data":{}}""", "timestamp is no date")]
    [InlineData("""{"channel":"x","symbolIsin":"A","timestamp":"2025-11-14T12:00:00"}""", "no data")]
    [InlineData("""{"channel":"x","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{}""", "cut off")]
    [InlineData("""{"channel":"x","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{}} x""", "something after it")]
    [InlineData("""{"channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":null}""", "data is null")]
    [InlineData("""{"channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":[]}""", "data is an array")]
    [InlineData("""{"channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"open_interest":1,"initial_margin":2}}""", "a member is missing")]
    [InlineData("""{"channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"open_interest":1.5,"initial_margin":2,"required_margin":3}}""", "half a contract")]
    [InlineData("""{"channel":"contract-info","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"open_interest":1e99,"initial_margin":2,"required_margin":3}}""", "a number out of range")]
    [InlineData("""{"channel":"order-book","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"Buy":null,"Sell":[]}}""", "a side is null")]
    [InlineData("""{"channel":"best-limit","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":{"1":null}}""", "a level is null")]
    [InlineData("""{"channel":"best-limit","symbolIsin":"A","timestamp":"2025-11-14T12:00:00","data":7}""", "levels are a number")]
    public void Malformed_message_is_a_json_exception(string text, string because) =>
        Should.Throw<JsonException>(() => Read(text), because);

    [Fact]
    public void Invalid_utf8_is_a_json_exception()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(TseFrames.Message("contract-info", TseFrames.ContractInfo));
        bytes[bytes.AsSpan().IndexOf("IRO1"u8)] = 0xFF;

        Should.Throw<JsonException>(() => TseMessageReader.Read(bytes));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_json_exception() =>
        Should.Throw<JsonException>(() => Read(TseFrames.Message("contract-info", TseFrames.ContractInfo).Replace("IRO1", @"\ud800", StringComparison.Ordinal)));

    private static TseMessage Read(string text) => TseMessageReader.Read(Encoding.UTF8.GetBytes(text));

    private static Clients.HedgeTech.IsoTimestamp Timestamp(string text) =>
        Clients.HedgeTech.IsoTimestamp.TryParse(text, out var timestamp) ? timestamp : throw new ArgumentException(text, nameof(text));
}
