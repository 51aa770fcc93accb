using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Odin;

/// <summary>What a server sends by itself, and what it may do wrong about it.</summary>
public sealed class StreamTests
{
    private static Session Story => OdinWords.New().Connected().Subscribes("SBIN");

    public static TheoryData<Story> Messages() => Stories.Table(
        ("a message", () => Story.Data(), []),
        ("no JSON", () => Story.Server("no"), ["FAIL odin.message.001"]),
        ("a list", () => Story.Server("[]"), ["FAIL odin.message.001"]),
        ("no type", () => Story.Server("""{"status":"success"}"""), ["FAIL odin.message.001"]),
        ("a type that is no string", () => Story.Server("""{"type":5}"""), ["FAIL odin.message.001"]),
        ("another status", () => Story.Server("""{"type":"pong","status":"fine"}"""), ["FAIL odin.message.002"]),
        ("a message that is no string", () => Story.Server("""{"type":"pong","message":5}"""), ["FAIL odin.message.003"]),
        ("a timestamp that is no number", () => Story.Server("""{"type":"pong","timestamp":"now"}"""), ["FAIL odin.message.005"]),
        ("a timestamp in seconds", () => Story.Server("""{"type":"pong","timestamp":1763121600}"""), ["WARN odin.message.006"]),
        ("a binary frame", () => Story.Send(Party.Server, FrameKind.Binary, [1]), ["INFO odin.message.012"]),
        ("an error without a message", () => Story.Server("""{"type":"error","status":"error"}"""), ["FAIL odin.errors.001"]),
        ("an error of another status", () => Story.Server("""{"type":"error","status":"success","message":"x"}"""), ["FAIL odin.errors.001"]),
        ("an unknown type", () => Story.Server("""{"type":"news"}"""), ["INFO odin.message.009"]),
        ("an unknown field", () => Story.Server("""{"type":"pong","more":1}"""), ["INFO odin.message.010"]),
        ("an unknown field of data", () => Story.Data("SBIN", ("more", "1")), ["INFO odin.message.010"]),
        ("a repeated key", () => Story.Server("""{"type":"pong","status":"alive","status":"alive"}"""), ["INFO odin.message.011"]),
        ("no token", () => Story.Data("SBIN", ("/token", null)), ["FAIL odin.market-data.001"]),
        ("no timestamp", () => Story.Data("SBIN", ("/timestamp", null)), ["FAIL odin.market-data.001"]),
        ("no volume", () => Story.Data("SBIN", ("volume", null)), ["FAIL odin.market-data.002"]),
        ("a price as a string", () => Story.Data("SBIN", ("ltp", "\"1365.5\"")), ["FAIL odin.market-data.003"]),
        ("a flag as a number", () => Story.Data("SBIN", ("is_new_week_52_high", "0")), ["FAIL odin.market-data.004"]),
        ("a date as a number", () => Story.Data("SBIN", ("week_52_high_date", "20250902")), ["FAIL odin.market-data.004"]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Values() => Stories.Table(
        ("another token", () => Story.Data("SBIN", ("/token", "\"3046\""), ("token", "\"3046\"")), ["FAIL odin.market-data.007"]),
        ("a last price above the day's high", () => Story.Data("SBIN", ("ltp", "1374.05"), ("percent_change", "0.1056")), ["FAIL odin.market-data.008"]),
        ("a low above the high", () => Story.Data("SBIN", ("low", "1380"), ("day_low", "1380")), ["FAIL odin.market-data.008"]),
        ("a stock that has not traded", () => Story.Data("SBIN", ("volume", "0"), ("open", "0"), ("high", "0"), ("low", "0"), ("day_high", "0"), ("day_low", "0")), []),
        ("a close of its own", () => Story.Data("SBIN", ("close", "1365.5")), ["FAIL odin.market-data.009"]),
        ("a high that is not the day's", () => Story.Data("SBIN", ("day_high", "1375")), ["FAIL odin.market-data.010"]),
        ("a year upside down", () => Story.Data("SBIN", ("week_52_low", "1600")), ["FAIL odin.market-data.011"]),
        ("a price beyond the year", () => Story.Data("SBIN", ("week_52_high", "1365")), ["WARN odin.market-data.012"]),
        ("a change of its own", () => Story.Data("SBIN", ("percent_change", "0.5172")), ["WARN odin.market-data.013"]),
        ("a rounded change", () => Story.Data("SBIN", ("percent_change", "-0.52")), []),
        ("no previous close", () => Story.Data("SBIN", ("close", "0"), ("prev_close", "0"), ("percent_change", "0")), []),
        ("a volume below zero", () => Story.Data("SBIN", ("volume", "-1")), ["FAIL odin.market-data.014"]),
        ("a volume that falls", () => Story.Data("SBIN", ("volume", "5")).Data("SBIN", ("volume", "4")), ["WARN odin.market-data.015"]),
        ("a volume that begins again the next day", () => Story.Data("SBIN", ("volume", "5")).Data("SBIN", ("volume", "4"), ("timestamp", "1763208000000")), []),
        ("another symbol inside", () => Story.Data("SBIN", ("symbol", "\"TCS\"")), ["WARN odin.market-data.016"]),
        ("another zone", () => Story.Data("SBIN", ("last_updated", "\"2025-11-14T12:00:00Z\"")), ["FAIL odin.market-data.017"]),
        ("another form", () => Story.Data("SBIN", ("last_updated", "\"14.11.2025 17:30\"")), ["WARN odin.market-data.018"]),
        ("no fraction", () => Story.Data("SBIN", ("last_updated", "\"2025-11-14T17:30:00+05:30\"")), []),
        ("another date", () => Story.Data("SBIN", ("week_52_low_date", "\"02-09-2025\"")), ["WARN odin.market-data.019"]));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Subscriptions() => Stories.Table(
        ("data before the answer", () => OdinWords.New().Connected().Asks("subscribe", "SBIN").Data().Grants(["SBIN"], [], 1), []),
        ("data for a token", () => OdinWords.New().Connected().Asks("subscribe", "3045").Grants(["SBIN (NSE)"], [], 1).Data(), []),
        ("data for a token of the server's own", () => OdinWords.New().Connected().Asks("subscribe", "99001").Grants(["WIPRO (NSE)"], [], 1).Data("WIPRO"), []),
        ("data for a token that nothing named", () => OdinWords.New().Connected().Asks("subscribe", "99001").Grants(["99001"], [], 1).Data("WIPRO"), ["WARN odin.subscribe.007"]),
        ("data that nobody asked for", () => Story.Data("TCS"), ["FAIL odin.market-data.005"]),
        ("data for one who was here before", () => OdinWords.New().Connected(restored: null).Data("TCS"), []),
        ("data for one whom the server named", () => OdinWords.New().Connected(id: null, restored: null).Data("TCS"), ["FAIL odin.market-data.005"]),
        ("data on its way when it was given up", () => Story.Unsubscribes("SBIN").After(0.5).Data(), []),
        ("data after it was given up", () => Story.Unsubscribes("SBIN").After(1.5).Data(), ["FAIL odin.unsubscribe.002"]),
        ("data after it was given up by token", () => Story.Unsubscribes("3045").After(1.5).Data(), ["FAIL odin.unsubscribe.001"]),
        ("data after it was given up and asked for again", () => Story.Unsubscribes("SBIN").After(1.5).Subscribes("SBIN").Data(), []),
        ("data after an unanswered unsubscribe", () => Story.Asks("unsubscribe", "SBIN").After(6).Data().Closed(Party.Client, 1000), ["FAIL odin.unsubscribe.002"]),
        ("silence", () => Story.After(31).Observed(), ["INCONCLUSIVE odin.market-data.006"]),
        ("silence while closed", () => Story.Notice(false).After(31).Observed(), []),
        ("silence of one of two", () => OdinWords.New().Connected().Subscribes("SBIN", "TCS").Data().After(31).Observed(), ["INCONCLUSIVE odin.market-data.006"]));

    [Theory]
    [MemberData(nameof(Subscriptions))]
    public void Subscription_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Hours() => Stories.Table(
        ("closed, opened", () => Story.Data().Notice(false).After(60).Notice(true).Data(), []),
        ("data after the close", () => Story.Notice(false).After(3).Data(), ["FAIL odin.hours.001"]),
        ("data on its way at the close", () => Story.Notice(false).After(1).Data(), []),
        ("data while the greeting says closed", () => OdinWords.New().Open("/enhanced-stream?client_id=app").Server(OdinWords.Welcome("app", open: "false")).Subscribes("SBIN").After(3).Data(), ["FAIL odin.hours.001"]),
        ("a change that only an answer shows", () => Story.Data().Status(true).After(5).Status(false).After(11).Observed(), ["FAIL odin.hours.002"]),
        ("a notice just behind the answer", () => Story.Data().Status(true).After(5).Status(false).Notice(false).After(11).Observed(), []),
        ("a notice as market_status", () => Story.Data().Server("""{"type":"market_status","status":"success","data":{"market_open":false}}""").After(5).Status(false), []),
        ("a notice of another type", () => Story.Data().Server("""{"type":"market_update","status":"info","data":{"market_open":false}}"""), ["INFO odin.hours.003", "INFO odin.message.009"]),
        ("a notice of another status", () => Story.Data().Server("""{"type":"market_closed","status":"success","data":{"market_open":false}}"""), ["INFO odin.hours.003"]),
        ("an error while closed", () => Story.Notice(false).Asks("subscribe", "TCS").Error("Market closed"), ["INFO odin.hours.006"]));

    [Theory]
    [MemberData(nameof(Hours))]
    public void Hours_are_judged(Story story) => story.Check();
}
