using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Tests.Rules.HedgeTech;

namespace Harness.Specs.Tests.Rules.Duties;

/// <summary>What any trading client owes, told on the protocol that subscribes in its handshake.</summary>
public sealed class DutyRulesTests
{
    private const string Two = "channels=best-limit&symbol_isins=IRO1FOLD0001&symbol_isins=IRT3SATF0001";
    private const string One = "channels=best-limit&symbol_isins=IRO1FOLD0001";

    public static TheoryData<Story> Returns() => Stories.Table(
        ("everything again", () => Lost(Two).Takes(Two).Served(Two).After(20).Observed(), []),
        ("half of it again", () => Lost(Two).Takes(One).Served(One).After(20).Observed(), ["WARN duties.resume.001"]),
        ("half of it on each of two connections", () => Lost(Two).Takes(One).Served(One).Takes(One.Replace("IRO1FOLD0001", "IRT3SATF0001", StringComparison.Ordinal)).Says("best-limit", symbol: Tse.Other).After(20).Observed(), []),
        ("all of it twice", () => Lost(Two).Takes(Two).Served(Two).Takes(Two).Served(Two).After(20).Observed(), ["WARN duties.resume.002", "WARN duties.resume.002"]),
        ("twice from the start", () => Tse.New().Takes(One).Served(One).Takes(One).Served(One).Reset(Party.Server).After(1).Takes(One).Served(One).After(20).Observed(), []),
        ("rejected, then again", () => Lost(One).Takes(One).Closed(Party.Server, 1008, "expired token").After(2).Takes(One).Served(One).After(20).Observed(), []),
        ("left by itself, then less", () => Tse.New().Takes(Two).Served(Two).Closed(Party.Client, 1000).After(1).Takes(One).Served(One).After(20).Observed(), []));

    [Theory]
    [MemberData(nameof(Returns))]
    public void Coming_back_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Oddities() => Stories.Table(
        ("leaves over an unknown field", () => Odd(Tse.Message("best-limit", "{}")[..^1] + ",\"x\":1}").Closed(Party.Client, 1000).After(31).Observed(), ["INFO ht-tse.envelope.015", "WARN duties.survival.001"]),
        ("leaves over an unknown channel", () => Odd(Tse.Message("news", "{}")).Reset(Party.Client).After(31).Observed(), ["FAIL ht-tse.envelope.002", "WARN duties.survival.002"]),
        ("leaves over a malformed message", () => Odd("{").Reset(Party.Client).After(31).Observed(), ["FAIL ht-tse.envelope.001", "WARN duties.survival.003"]),
        ("leaves and comes back", () => Odd("{").Reset(Party.Client).After(3).Takes(One).Served(One).After(2).Served(One).After(31).Observed(), ["FAIL ht-tse.envelope.001"]),
        ("stays", () => Odd("{").Says("best-limit").After(2).Says("best-limit").After(31).Observed(), ["FAIL ht-tse.envelope.001"]),
        ("leaves long after", () => Odd("{").After(6).Closed(Party.Client, 1000).After(31).Observed(), ["FAIL ht-tse.envelope.001"]),
        ("is ended with the session", () => Odd("{").After(1).Closed(Party.Client, 1000).After(1).Observed(), ["FAIL ht-tse.envelope.001"]),
        ("leaves over nothing", () => Tse.New().Takes(One).Served(One).Closed(Party.Client, 1000).After(31).Observed(), []));

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Survival_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Silences() => Stories.Table(
        ("leaves and stays away", () => Pinged().After(10).Closed(Party.Client, 1011).After(31).Observed(), ["WARN duties.resume.003"]),
        ("leaves and is watched half as long", () => Pinged().After(10).Closed(Party.Client, 1011).After(16).Observed(), ["WARN duties.resume.003"]),
        ("leaves without a close frame", () => Pinged().After(10).Reset(Party.Client).After(31).Observed(), ["WARN duties.resume.003"]),
        ("leaves as the session ends", () => Pinged().After(10).Closed(Party.Client, 1011).After(14).Observed(), []),
        ("leaves and comes back", () => Pinged().After(10).Closed(Party.Client, 1011).After(20).Takes(One).Served(One).After(2).Served(One).After(31).Observed(), []),
        ("leaves at once, for another reason", () => Pinged().After(2).Closed(Party.Client, 1000).After(31).Observed(), []),
        ("leaves after an answer", () => Pinged().Pong(Party.Server, "a").After(10).Closed(Party.Client, 1000).After(31).Observed(), []),
        ("stays", () => Pinged().After(10).Says("best-limit").After(8).Observed(), []));

    [Theory]
    [MemberData(nameof(Silences))]
    public void Leaving_a_server_that_answers_no_ping_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Requests() => Stories.Table(
        ("ten refused at once", () => Tse.New().Times(11, static (session, _) => session.Request("POST", "/auth/user/token/issue", "username=a&password=b", Form).Response(403, "{\"detail\":\"no\"}").After(0.5)), ["WARN duties.pace.001"]),
        ("ten refused, with pauses", () => Tse.New().Times(11, static (session, _) => session.Request("POST", "/auth/user/token/issue", "username=a&password=b", Form).Response(403, "{\"detail\":\"no\"}").After(2)), []));

    [Theory]
    [MemberData(nameof(Requests))]
    public void Asking_for_a_token_again_is_judged(Story story) => story.Check();

    private static (string, string) Form => ("Content-Type", "application/x-www-form-urlencoded");

    [Fact]
    public void Duties_switched_off_are_not_judged() =>
        Lost(Two).Takes(One).Served(One).After(20).Observed().Findings(new JudgeOptions { Duties = false }).ShouldBeEmpty();

    private static Session Lost(string query) => Tse.New().Takes(query).Served(query).Reset(Party.Server).After(1);

    private static Session Pinged() => Tse.New().Takes(One).Served(One).Ping(Party.Client, "a");

    private static Session Odd(string text) => Tse.New().Takes(One).Served(One).Server(text);
}

file static class Words
{
    public static Session Takes(this Session session, string query) => session.Open($"{Tse.Isin}?{query}", Tse.Authorization);

    /// <summary>A first message for each symbol of the query.</summary>
    public static Session Served(this Session session, string query)
    {
        foreach (var piece in query.Split('&').Where(piece => piece.StartsWith("symbol_isins=", StringComparison.Ordinal))) session.Says("best-limit", symbol: piece[13..]);
        return session;
    }
}
