using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a message of the stream may get wrong, and what only looks wrong.</summary>
public sealed class TseMessageTests
{
    public static TheoryData<Story> Good() => Stories.Table(
        [.. Tse.Channels.Select(channel => (channel, (Func<Session>)(() => Tse.New().Subscribe(channel).Says(channel)), Array.Empty<string>()))]);

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_message_brings_no_finding(Story story) => story.Check();

    public static TheoryData<Story> Envelopes() => Stories.Table(
        ("no JSON", () => Raw("hello"), ["FAIL ht-tse.envelope.001"]),
        ("an array", () => Raw("[]"), ["FAIL ht-tse.envelope.001"]),
        ("no channel", () => Raw("""{"symbolIsin":"IRO1FOLD0001","timestamp":"2025-11-14T15:30:00.000000","data":{}}"""), ["FAIL ht-tse.envelope.002"]),
        ("an unknown channel", () => Raw(Tse.Message("bestlimit", "{}")), ["FAIL ht-tse.envelope.002"]),
        ("the other endpoint's identifier", () => Raw(Tse.Message("best-limit", "{}", key: "symbolName")), ["FAIL ht-tse.envelope.003", "INFO ht-tse.envelope.015"]),
        ("the wrong identifier by name", () => ByName().Says("best-limit", symbol: "فولاد"), ["FAIL ht-tse.envelope.004", "INFO ht-tse.envelope.015"]),
        ("the right identifier by name", () => ByName().Says("best-limit", symbol: "فولاد", key: "symbolName"), []),
        ("a name in the other script", () => ByName("كيمياي\u200Cزنجان").Says("best-limit", symbol: "کیمیایزنجان", key: "symbolName"), []),
        ("a symbol that is a number", () => Raw("""{"channel":"best-limit","symbolIsin":5,"timestamp":"2025-11-14T15:30:00.000000","data":{}}"""), ["FAIL ht-tse.envelope.003"]),
        ("a timestamp that is a number", () => Raw("""{"channel":"best-limit","symbolIsin":"IRO1FOLD0001","timestamp":5,"data":{}}"""), ["FAIL ht-tse.envelope.005"]),
        ("data that is an array", () => Raw(Tse.Message("best-limit", "[]")), ["FAIL ht-tse.envelope.006"]),
        ("a binary frame", () => Stream().Send(Party.Server, FrameKind.Binary, [1]), ["INFO ht-tse.envelope.017"]),
        ("another symbol", () => Stream().Says("best-limit", symbol: Tse.Other), ["FAIL ht-tse.envelope.009"]),
        ("another channel", () => Stream().Says("order-book"), ["FAIL ht-tse.envelope.010"]),
        ("one more field", () => Raw(Tse.Message("best-limit", "{}")[..^1] + ",\"x\":1}"), ["INFO ht-tse.envelope.015"]),
        ("a field twice", () => Raw(Tse.Message("best-limit", "{}")[..^1] + ",\"channel\":\"best-limit\"}"), ["INFO ht-tse.envelope.016"]),
        ("one more field deep down", () => Stream("order-book").Says("order-book", """{"Buy":[{"price":1,"quantity":1,"count":1,"x":1}],"Sell":[]}"""), ["INFO ht-tse.envelope.015"]));

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Envelope_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Timestamps() => Stories.Table(
        ("six digits, no zone", () => At("2025-11-14T15:30:00.123456"), []),
        ("no ISO 8601", () => At("14/11/2025 15:30"), ["FAIL ht-tse.envelope.007"]),
        ("a month that does not exist", () => At("2025-13-14T15:30:00.000000"), ["FAIL ht-tse.envelope.007"]),
        ("a space for the T", () => At("2025-11-14 15:30:00.000000"), ["FAIL ht-tse.envelope.007"]),
        ("milliseconds", () => At("2025-11-14T15:30:00.123"), ["WARN ht-tse.envelope.011"]),
        ("no fraction", () => At("2025-11-14T15:30:00"), ["WARN ht-tse.envelope.011"]),
        ("a zone", () => At("2025-11-14T15:30:00.123456+03:30"), ["WARN ht-tse.envelope.012"]),
        ("UTC without saying so", () => At("2025-11-14T12:00:00.123456"), ["INFO ht-tse.envelope.014"]),
        ("an old message", () => At("2025-11-13T09:11:00.123456"), []),
        ("the basic form", () => At("20251114T153000.123456"), []),
        ("a week date", () => At("2025-W46-5T15:30:00.123456"), []),
        ("goes back", () => At("2025-11-14T15:30:00.000002").Says("best-limit", at: "2025-11-14T15:30:00.000001"), ["WARN ht-tse.envelope.013"]),
        ("stays", () => At("2025-11-14T15:30:00.000002").Says("best-limit", at: "2025-11-14T15:30:00.000002"), []),
        ("goes back on another channel", () => Stream("best-limit", "order-book").Says("best-limit", at: "2025-11-14T15:30:00.000002").Says("order-book", at: "2025-11-14T15:30:00.000001"), []));

    [Theory]
    [MemberData(nameof(Timestamps))]
    public void Timestamp_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Payloads() => Stories.Table(
        ("best-limit with a word for a level", () => Of("best-limit", """{"best":{}}"""), ["FAIL ht-tse.best-limit.001", "FAIL ht-tse.best-limit.002"]),
        ("best-limit without a field", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 11).Replace("\"sell_price\"", "\"price\"", StringComparison.Ordinal)}}}"""), ["FAIL ht-tse.best-limit.002", "INFO ht-tse.envelope.015"]),
        ("best-limit with a price as text", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 11).Replace(":10,", ":\"10\",", StringComparison.Ordinal)}}}"""), ["FAIL ht-tse.best-limit.003"]),
        ("best-limit without levels", () => Of("best-limit", "{}"), []),
        ("buy prices that rise", () => Levels((10, 20), (11, 21)), ["FAIL ht-tse.best-limit.004"]),
        ("equal buy prices", () => Levels((10, 20), (10, 21)), ["FAIL ht-tse.best-limit.004"]),
        ("sell prices that fall", () => Levels((10, 20), (9, 19)), ["FAIL ht-tse.best-limit.005"]),
        ("levels without quantity", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 20)}},"2":{{Tse.Level(0, 0, 0, 0, "0")}}}"""), []),
        ("a fraction of an order", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 11, count: "1.5")}}}"""), ["FAIL ht-tse.best-limit.006"]),
        ("a count written as 5.0", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 11, count: "5.0")}}}"""), []),
        ("a negative quantity", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 11, -1)}}}"""), ["FAIL ht-tse.best-limit.006"]),
        ("a crossed book", () => Levels((20, 20), (19, 21)), ["WARN ht-tse.best-limit.007"]),
        ("a crossed price without quantity", () => Of("best-limit", $$"""{"1":{{Tse.Level(20, 20, sellQuantity: 0)}}}"""), []),
        ("levels with a gap", () => Of("best-limit", $$"""{"1":{{Tse.Level(10, 20)}},"3":{{Tse.Level(9, 21)}}}"""), ["WARN ht-tse.best-limit.008"]),
        ("six levels", () => Levels((10, 20), (9, 21), (8, 22), (7, 23), (6, 24), (5, 25)), ["INFO ht-tse.best-limit.009"]),
        ("levels in another order", () => Of("best-limit", $$"""{"2":{{Tse.Level(9, 21)}},"1":{{Tse.Level(10, 20)}}}"""), []),
        ("order-book without a side", () => Of("order-book", """{"Buy":[]}"""), ["FAIL ht-tse.order-book.001"]),
        ("order-book with a side in small letters", () => Of("order-book", """{"Buy":[],"sell":[]}"""), ["FAIL ht-tse.order-book.001", "INFO ht-tse.envelope.015"]),
        ("an entry without count", () => Of("order-book", """{"Buy":[{"price":1,"quantity":1}],"Sell":[]}"""), ["FAIL ht-tse.order-book.002"]),
        ("a price as text", () => Of("order-book", """{"Buy":[{"price":"1","quantity":1,"count":1}],"Sell":[]}"""), ["FAIL ht-tse.order-book.003"]),
        ("the document's zeros", () => Of("order-book", """{"Buy":[{"price":0,"quantity":0,"count":0}],"Sell":[{"price":0,"quantity":0,"count":0}]}"""), []),
        ("a price twice", () => Book("[[10,1],[10,1]]", "[]"), ["FAIL ht-tse.order-book.004"]),
        ("a negative count", () => Of("order-book", """{"Buy":[{"price":1,"quantity":1,"count":-1}],"Sell":[]}"""), ["FAIL ht-tse.order-book.006"]),
        ("Buy out of order", () => Book("[[9,1],[10,1]]", "[]"), ["WARN ht-tse.order-book.007"]),
        ("Sell out of order", () => Book("[]", "[[12,1],[11,1]]"), ["WARN ht-tse.order-book.008"]),
        ("a crossed order book", () => Book("[[9,1],[12,1]]", "[[11,1]]"), ["WARN ht-tse.order-book.007", "WARN ht-tse.order-book.009"]),
        ("a candle without volume", () => Of("ohlcv-last-1m", """{"open":1,"high":2,"low":1,"close":1}"""), ["FAIL ht-tse.ohlcv.001"]),
        ("a candle with null", () => Of("ohlcv-last-1m", """{"open":1,"high":2,"low":1,"close":null,"volume":1}"""), ["FAIL ht-tse.ohlcv.002"]),
        ("low above high", () => Of("ohlcv-last-1m", """{"open":1,"high":1,"low":2,"close":1,"volume":1}"""), ["FAIL ht-tse.ohlcv.003"]),
        ("close above high", () => Of("ohlcv-last-1m", """{"open":1.0,"high":2.0,"low":1,"close":2.01,"volume":1}"""), ["FAIL ht-tse.ohlcv.003"]),
        ("close equal to high in other words", () => Of("ohlcv-last-1m", """{"open":1,"high":2.0,"low":1.00,"close":2,"volume":1e0}"""), []),
        ("a candle without trades", () => Of("ohlcv-last-1m", """{"open":0,"high":0,"low":0,"close":5,"volume":0}"""), []),
        ("a negative volume", () => Of("ohlcv-last-1m", """{"open":1,"high":1,"low":1,"close":1,"volume":-1}"""), ["FAIL ht-tse.ohlcv.004"]),
        ("aggregate without a field", () => Of("aggregate", Tse.Aggregate().Replace("previous_close", "previousClose", StringComparison.Ordinal)), ["FAIL ht-tse.aggregate.001", "INFO ht-tse.envelope.015"]),
        ("a date that is a number", () => Of("aggregate", Tse.Aggregate().Replace("\"2025-11-14\"", "20251114", StringComparison.Ordinal)), ["FAIL ht-tse.aggregate.002"]),
        ("open outside the day", () => Of("aggregate", Tse.Aggregate(open: 12)), ["FAIL ht-tse.aggregate.003"]),
        ("prices before the first trade", () => Of("aggregate", Tse.Aggregate(trades: 0, low: 0, high: 0)), []),
        ("a negative volume of the day", () => Of("aggregate", Tse.Aggregate(volume: -1)), ["FAIL ht-tse.aggregate.004"]),
        ("trades that fall", () => Of("aggregate", Tse.Aggregate(trades: 7)).Says("aggregate", Tse.Aggregate(trades: 6)), ["WARN ht-tse.aggregate.005"]),
        ("volume that falls", () => Of("aggregate", Tse.Aggregate(volume: 7)).Says("aggregate", Tse.Aggregate(volume: 6)), ["WARN ht-tse.aggregate.006"]),
        ("value that falls", () => Of("aggregate", Tse.Aggregate(value: 7)).Says("aggregate", Tse.Aggregate(value: 6)), ["WARN ht-tse.aggregate.007"]),
        ("figures that fall with a new day", () => Of("aggregate", Tse.Aggregate(volume: 7)).Says("aggregate", Tse.Aggregate(volume: 6, date: "2025-11-15")), []),
        ("a date in another form", () => Of("aggregate", Tse.Aggregate(date: "14/11/2025")), ["INFO ht-tse.aggregate.008"]),
        ("a time with a fraction", () => Of("aggregate", Tse.Aggregate(time: "12:00:00.5")), ["INFO ht-tse.aggregate.008"]),
        ("investors without a field", () => Of("institutional-vs-individual", Tse.Investors().Replace("\"sell_count_institution\":1,", "", StringComparison.Ordinal)), ["FAIL ht-tse.investors.001"]),
        ("a count as text", () => Of("institutional-vs-individual", Tse.Investors(buyers: "\"1\"")), ["FAIL ht-tse.investors.002"]),
        ("half a buyer", () => Of("institutional-vs-individual", Tse.Investors(buyers: "0.5")), ["FAIL ht-tse.investors.003"]),
        ("more bought than sold", () => Of("institutional-vs-individual", Tse.Investors(bought: 61)), ["WARN ht-tse.investors.004"]),
        ("contract-info without margins", () => Of("contract-info", """{"open_interest":1}"""), ["FAIL ht-tse.contract.001"]),
        ("a margin as text", () => Of("contract-info", """{"open_interest":1,"initial_margin":"5","required_margin":4}"""), ["FAIL ht-tse.contract.002"]),
        ("negative open interest", () => Of("contract-info", """{"open_interest":-1,"initial_margin":5,"required_margin":4}"""), ["FAIL ht-tse.contract.003"]),
        ("fund-info without nav", () => Of("fund-info", Fund("2025-11-14T22:10:42.802Z").Replace("\"nav\":1,", "", StringComparison.Ordinal)), ["FAIL ht-tse.fund.001"]),
        ("as_of as a number", () => Of("fund-info", """{"nav":1,"units":1,"marketCap":1,"as_of":5}"""), ["FAIL ht-tse.fund.002"]),
        ("as_of as a word", () => Of("fund-info", Fund("yesterday")), ["FAIL ht-tse.fund.003"]),
        ("as_of in American", () => Of("fund-info", Fund("11/14/2025 10:10 PM")), ["WARN ht-tse.fund.005"]),
        ("as_of without milliseconds", () => Of("fund-info", Fund("2025-11-14T22:10:42Z")), ["INFO ht-tse.fund.006"]),
        ("negative units", () => Of("fund-info", Fund("2025-11-14T22:10:42.802Z").Replace("\"units\":1", "\"units\":-1", StringComparison.Ordinal)), ["FAIL ht-tse.fund.004"]),
        ("another structure by name", () => Stream("fund-info").Says("fund-info").Open($"{Tse.Name}?channels=fund-info&symbol_names=x", Tse.Authorization)
            .Says("fund-info", """{"units":1,"marketCap":1,"as_of":"2025-11-14T22:10:42.802Z"}""", symbol: "x", key: "symbolName"), ["FAIL ht-tse.fund.001", "FAIL ht-tse.envelope.008"]));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_is_judged(Story story) => story.Check();

    [Fact]
    public void Documented_examples_bring_no_finding()
    {
        foreach (var example in ProtocolCatalog.Embedded.Find("ht-tse")!.Frames.Where(frame => frame is { Kind: DocumentedFrameKind.Message, Placeholder: false }))
        {
            var endpoint = $"{Tse.Isin}?{string.Join('&', Tse.Channels.Select(channel => $"channels={channel}"))}&symbol_isins=IRO1XYZ1234";

            // The examples were taken at noon; here it is noon in Tehran.
            var options = new JudgeOptions { Stances = JudgeOptions.Default.Stances.With(["ht.timezone=Z"], out _) };
            Tse.New().Open(endpoint, Tse.Authorization).Server(example.Text).Findings(options).ShouldBeEmpty(example.Name);
        }
    }

    [Fact]
    public void Unknown_field_fails_a_strict_run() =>
        Raw(Tse.Message("best-limit", "{}")[..^1] + ",\"x\":1}").Findings(new JudgeOptions { Strict = true }).ShouldBe(["FAIL ht-tse.envelope.015 #1.2"]);

    [Fact]
    public void Corrupted_frame_is_named()
    {
        var session = Stream().Says("best-limit").Says("best-limit", Tse.Data("best-limit").Replace("10050", "\"10050\"", StringComparison.Ordinal)).Says("best-limit");

        session.Findings().ShouldBe(["FAIL ht-tse.best-limit.003 #1.3"]);
    }

    private static Session Stream(params string[] channels) => Tse.New().Subscribe(channels.Length == 0 ? ["best-limit"] : channels);

    private static Session ByName(string name = "فولاد") => Tse.New().Open($"{Tse.Name}?channels=best-limit&symbol_names={name}", Tse.Authorization);

    private static Session Raw(string text) => Stream().Server(text);

    private static Session At(string timestamp) => Stream().Says("best-limit", at: timestamp);

    private static Session Of(string channel, string data) => Stream(channel).Says(channel, data);

    private static Session Levels(params (decimal Buy, decimal Sell)[] prices) =>
        Of("best-limit", $"{{{string.Join(',', prices.Select((price, i) => $"\"{i + 1}\":{Tse.Level(price.Buy, price.Sell)}"))}}}");

    private static Session Book(string buy, string sell) => Of("order-book", $$"""{"Buy":{{Entries(buy)}},"Sell":{{Entries(sell)}}}""");

    /// <summary>[[price, quantity]] as entries.</summary>
    private static string Entries(string pairs) =>
        pairs.Replace("[[", "[{\"price\":", StringComparison.Ordinal).Replace("],[", ",\"count\":1},{\"price\":", StringComparison.Ordinal)
            .Replace("]]", ",\"count\":1}]", StringComparison.Ordinal).Replace(",1,\"c", ",\"quantity\":1,\"c", StringComparison.Ordinal);

    private static string Fund(string asOf) => $$"""{"nav":1,"units":1,"marketCap":1,"as_of":"{{asOf}}"}""";
}
