using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a message of the IME's stream may get wrong, and what only looks wrong.</summary>
public sealed class ImeMessageTests
{
    public static TheoryData<Story> Envelopes() => Stories.Table(
        ("a good message", () => Raw(Ime.Message()), []),
        ("no JSON", () => Raw("hello"), ["FAIL ht-ime.envelope.001"]),
        ("an array", () => Raw("[]"), ["FAIL ht-ime.envelope.001"]),
        ("no channel", () => Raw(Ime.Message().Replace("\"channel\":\"IME Stream\",", "", StringComparison.Ordinal)), ["FAIL ht-ime.envelope.002"]),
        ("a channel that is a number", () => Raw(Ime.Message().Replace("\"IME Stream\"", "5", StringComparison.Ordinal)), ["FAIL ht-ime.envelope.002"]),
        ("another channel", () => Raw(Ime.Message(channel: "ime stream")), ["WARN ht-ime.envelope.010"]),
        ("the other endpoint's identifier", () => Raw(Ime.Message(key: "contractName")), ["FAIL ht-ime.envelope.004", "INFO ht-ime.envelope.014"]),
        ("the wrong identifier by name", () => ByName(Ime.Message(contract: "GOLD-APR")), ["FAIL ht-ime.envelope.003", "INFO ht-ime.envelope.014"]),
        ("both identifiers", () => Raw(Ime.Message()[..^1] + ",\"contractName\":\"GOLD-APR\"}"), ["INFO ht-ime.envelope.014"]),
        ("an id that is a number", () => Raw(Ime.Message().Replace("\"1001\"", "1001", StringComparison.Ordinal)), ["FAIL ht-ime.envelope.004"]),
        ("a timestamp that is a number", () => Raw(Ime.Message().Replace("\"2025-11-14T12:00:00.000000Z\"", "5", StringComparison.Ordinal)), ["FAIL ht-ime.envelope.005"]),
        ("data that is null", () => Raw(Ime.Message("null")), ["FAIL ht-ime.envelope.006"]),
        ("another contract", () => Raw(Ime.Message(contract: Ime.Other)), ["FAIL ht-ime.envelope.009"]),
        ("one more field", () => Raw(Ime.Message()[..^1] + ",\"sequence\":1}"), ["INFO ht-ime.envelope.014"]),
        ("one more section", () => Of(Ime.Data()[..^1] + ",\"Trades\":{}}"), ["INFO ht-ime.envelope.014"]),
        ("a key twice", () => Raw(Ime.Message()[..^1] + ",\"channel\":\"IME Stream\"}"), ["INFO ht-ime.envelope.015"]),
        ("a binary frame", () => Ime.Open().Send(Party.Server, FrameKind.Binary, [1]), ["INFO ht-ime.envelope.016"]));

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Envelope_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Timestamps() => Stories.Table(
        ("no ISO 8601", () => At("29 May 2026"), ["FAIL ht-ime.envelope.007"]),
        ("milliseconds", () => At("2025-11-14T12:00:00.123Z"), ["WARN ht-ime.envelope.011"]),
        ("no zone", () => At("2025-11-14T12:00:00.123456"), ["WARN ht-ime.envelope.012"]),
        ("another zone", () => At("2025-11-14T15:30:00.123456+03:30"), ["WARN ht-ime.envelope.012"]),
        ("UTC in other signs", () => At("2025-11-14T12:00:00.123456+00:00"), ["WARN ht-ime.envelope.012"]),
        ("goes back", () => At("2025-11-14T12:00:00.000002Z").Tells(at: "2025-11-14T12:00:00.000001Z"), ["WARN ht-ime.envelope.013"]),
        ("stays", () => At("2025-11-14T12:00:00.000002Z").Tells(at: "2025-11-14T12:00:00.000002Z"), []),
        ("goes back for another contract", () => Ime.Open(Tse.Token, "contract_id=1001&contract_id=1002").Tells(at: "2025-11-14T12:00:00.000002Z").Tells(contract: Ime.Other, at: "2025-11-14T12:00:00.000001Z"), []));

    [Theory]
    [MemberData(nameof(Timestamps))]
    public void Timestamp_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Payloads() => Stories.Table(
        ("no section at all", () => Of("{}"), ["WARN ht-ime.payload.001", "WARN ht-ime.payload.001", "WARN ht-ime.payload.001", "WARN ht-ime.payload.001"]),
        ("a section that is null", () => Of(Ime.Data(contract: "null")), ["FAIL ht-ime.payload.002"]),
        ("a book that is an array", () => Of(Ime.Data("[]")), ["FAIL ht-ime.payload.002"]),
        ("an empty book", () => Of(Ime.Data("{}")), []),
        ("a level without a number", () => Of(Ime.Data($$"""{"best":{{Ime.Level(10, 11)}}}""")), ["FAIL ht-ime.best-limit.001"]),
        ("a level from zero", () => Of(Ime.Data($$"""{"0":{{Ime.Level(10, 11)}}}""")), ["FAIL ht-ime.best-limit.001", "WARN ht-ime.best-limit.008"]),
        ("a level that is an array", () => Of(Ime.Data("""{"1":[]}""")), ["FAIL ht-ime.best-limit.001"]),
        ("a level without a field", () => Of(Ime.Data("""{"1":{"buy_quantity":1,"buy_price":10,"sell_quantity":1}}""")), ["FAIL ht-ime.best-limit.002"]),
        ("a price as text", () => Of(Ime.Data("""{"1":{"buy_quantity":1,"buy_price":"10","sell_quantity":1,"sell_price":11}}""")), ["FAIL ht-ime.best-limit.003"]),
        ("buy prices that rise", () => Of(Ime.Data(Ime.Levels((10, 12), (11, 13)))), ["FAIL ht-ime.best-limit.004"]),
        ("sell prices that fall", () => Of(Ime.Data(Ime.Levels((10, 13), (9, 12)))), ["FAIL ht-ime.best-limit.005"]),
        ("levels without quantity", () => Of(Ime.Data($$"""{"1":{{Ime.Level(10, 11)}},"2":{{Ime.Level(0, 0, 0, 0)}}}""")), []),
        ("a negative quantity", () => Of(Ime.Data($$"""{"1":{{Ime.Level(10, 11, -1)}}}""")), ["FAIL ht-ime.best-limit.006"]),
        ("a crossed book", () => Of(Ime.Data(Ime.Levels((12, 11)))), ["WARN ht-ime.best-limit.007"]),
        ("levels with a gap", () => Of(Ime.Data($$"""{"1":{{Ime.Level(10, 11)}},"3":{{Ime.Level(9, 12)}}}""")), ["WARN ht-ime.best-limit.008"]),
        ("four levels", () => Of(Ime.Data(Ime.Levels((10, 11), (9, 12), (8, 13), (7, 14)))), ["INFO ht-ime.best-limit.009"]),
        ("counts of orders", () => Of(Ime.Data($$"""{"1":{{Tse.Level(10, 11)}}}""")), ["INFO ht-ime.envelope.014"]),
        ("a day without a field", () => Of(Ime.Data(day: Tse.Aggregate().Replace("\"previous_close\":10", "\"x\":10", StringComparison.Ordinal))), ["FAIL ht-ime.aggregate.001", "INFO ht-ime.envelope.014"]),
        ("a count as text", () => Of(Ime.Data(day: Tse.Aggregate().Replace("\"trade_count\":7", "\"trade_count\":\"7\"", StringComparison.Ordinal))), ["FAIL ht-ime.aggregate.002"]),
        ("last above high", () => Of(Ime.Data(day: Tse.Aggregate(last: 12))), ["FAIL ht-ime.aggregate.003"]),
        ("prices before the first trade", () => Of(Ime.Data(day: Tse.Aggregate(trades: 0, low: 0, high: 0, open: 0, last: 0))), []),
        ("half a trade", () => Of(Ime.Data(day: Tse.Aggregate().Replace("\"trade_count\":7", "\"trade_count\":7.5", StringComparison.Ordinal))), ["FAIL ht-ime.aggregate.004"]),
        ("trades that fall", () => Of(Ime.Data(day: Tse.Aggregate(trades: 7))).Tells(Ime.Data(day: Tse.Aggregate(trades: 6))), ["WARN ht-ime.aggregate.005"]),
        ("volume that falls", () => Of(Ime.Data(day: Tse.Aggregate(volume: 7))).Tells(Ime.Data(day: Tse.Aggregate(volume: 6))), ["WARN ht-ime.aggregate.006"]),
        ("value that falls", () => Of(Ime.Data(day: Tse.Aggregate(value: 7))).Tells(Ime.Data(day: Tse.Aggregate(value: 6))), ["WARN ht-ime.aggregate.007"]),
        ("a date in another form", () => Of(Ime.Data(day: Tse.Aggregate(date: "14/11/2025"))), ["WARN ht-ime.aggregate.008"]),
        ("a range without an end", () => Of(Ime.Data(range: """{"minAllowedPrice":5}""")), ["FAIL ht-ime.price-range.001"]),
        ("a bound as text", () => Of(Ime.Data(range: """{"minAllowedPrice":"5","maxAllowedPrice":20}""")), ["FAIL ht-ime.price-range.002"]),
        ("a range turned round", () => Of(Ime.Data(range: """{"minAllowedPrice":20,"maxAllowedPrice":5}""")), ["FAIL ht-ime.price-range.003"]),
        ("a trade beyond the range", () => Of(Ime.Data(range: """{"minAllowedPrice":5,"maxAllowedPrice":10}""")), ["WARN ht-ime.price-range.004"]),
        ("a best limit beyond the range", () => Of(Ime.Data(Ime.Levels((10, 11), (4, 12)))), ["WARN ht-ime.price-range.004"]),
        ("a price without quantity beyond the range", () => Of(Ime.Data($$"""{"1":{{Ime.Level(0, 11, 0)}}}""")), []),
        ("open interest as null", () => Of(Ime.Data(contract: """{"open_interest":null,"open_interest_changes":0}""")), ["FAIL ht-ime.contract.002"]),
        ("no change of open interest", () => Of(Ime.Data(contract: """{"open_interest":5}""")), ["FAIL ht-ime.contract.001"]),
        ("negative open interest", () => Of(Ime.Data(contract: """{"open_interest":-1,"open_interest_changes":0}""")), ["FAIL ht-ime.contract.003"]),
        ("another structure by name", () => Raw(Ime.Message()).Open($"{Ime.Name}?contract_name=GOLD-APR", Tse.Authorization)
            .Server(Ime.Message(Ime.Data(contract: """{"open_interest":5}"""), "GOLD-APR", key: "contractName")), ["FAIL ht-ime.contract.001", "FAIL ht-ime.envelope.008"]),
        ("a section less by name", () => Raw(Ime.Message()).Open($"{Ime.Name}?contract_name=GOLD-APR", Tse.Authorization)
            .Server(Ime.Message(Ime.Data().Replace("ContractInfo", "Contract", StringComparison.Ordinal), "GOLD-APR", key: "contractName")), ["WARN ht-ime.payload.001", "FAIL ht-ime.envelope.008", "INFO ht-ime.envelope.014"]));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_is_judged(Story story) => story.Check();

    [Fact]
    public void Documented_example_brings_no_finding()
    {
        var example = ProtocolCatalog.Embedded.Find("ht-ime")!.Frames.Single(frame => frame.Name == "complete");

        Raw(example.Text).Findings().ShouldBeEmpty();
    }

    private static Session Raw(string text) => Ime.Open().Server(text);

    private static Session ByName(string text) => Ime.New().Open($"{Ime.Name}?contract_name=GOLD-APR", Tse.Authorization).Server(text);

    private static Session At(string timestamp) => Ime.Open().Tells(at: timestamp);

    private static Session Of(string data) => Ime.Open().Tells(data);
}
