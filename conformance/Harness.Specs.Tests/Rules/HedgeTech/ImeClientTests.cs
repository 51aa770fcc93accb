using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a client of the IME may do wrong, and what it may do though it looks strange.</summary>
public sealed class ImeClientTests
{
    public static TheoryData<Story> Logins() => Stories.Table(
        ("a good login", () => Ime.New().Login(), []),
        ("PUT: the document names no method", () => Ime.New().Request("PUT", Tse.TokenPath, "username=a&password=b", ("Content-Type", "application/x-www-form-urlencoded")).Response(405), ["INFO ht-ime.auth.014"]),
        ("GET without a form", () => Ime.New().Request("GET", Tse.TokenPath).Response(405), ["INFO ht-ime.auth.014", "FAIL ht-ime.auth.004"]),
        ("another path", () => Ime.New().Request("POST", "/auth/token", "username=a&password=b", ("Content-Type", "application/x-www-form-urlencoded")).Response(404), ["FAIL ht-ime.auth.003"]),
        ("JSON instead of a form", () => Ime.New().Ask4Token("""{"username":"demo","password":"demo"}""", "application/json").Response(422, """{"detail":"x"}"""), ["FAIL ht-ime.auth.004"]),
        ("misspelt fields", () => Ime.New().Ask4Token("user=demo&pass=demo").Response(422, """{"detail":"x"}"""), ["FAIL ht-ime.auth.005"]),
        ("the names of the vendor's SDK", () => Ime.New().Ask4Token("UserName_or_Email=demo&Password=demo").Issue(Tse.Token), ["INFO ht-ime.auth.015"]));

    [Theory]
    [MemberData(nameof(Logins))]
    public void Login_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Handshakes() => Stories.Table(
        ("contracts repeated", () => Query("contract_id=1001&contract_id=1002"), []),
        ("names on the name endpoint", () => ByName("contract_name=GOLD-APR&contract_name=CEMENT-MAY"), []),
        ("the other endpoint's parameter", () => Query("contract_name=GOLD-APR"), ["FAIL ht-ime.query.002"]),
        ("ids on the name endpoint", () => ByName("contract_id=1001"), ["FAIL ht-ime.query.001"]),
        ("a plural parameter name", () => Query("contract_ids=1001"), ["FAIL ht-ime.query.002"]),
        ("no query", () => Query(""), ["FAIL ht-ime.query.002"]),
        ("an empty contract", () => Query("contract_id=1001&contract_id="), ["FAIL ht-ime.query.002"]),
        ("joined contracts", () => Query("contract_id=1001,1002"), ["FAIL ht-ime.query.003"]),
        ("contracts joined by a space", () => Query("contract_id=1001 1002"), ["FAIL ht-ime.query.003"]),
        ("contracts as a JSON array", () => Query("contract_id=[1001,1002]"), ["FAIL ht-ime.query.003"]),
        ("a name with a space", () => ByName("contract_name=GOLD APR"), []),
        ("channels as on the other exchange", () => Query("channels=best-limit&contract_id=1001"), ["INFO ht-ime.query.008"]),
        ("a path without its end", () => Ime.New().Ask("/data-engine/ime/live/data/websocket/contract?contract_id=1001", Tse.Authorization).Refuse(403), ["FAIL ht-ime.connect.003"]));

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Query_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Tokens() => Stories.Table(
        ("a bare token", () => Ime.Ask(Tse.Token).Refuse(403), []),
        ("an opaque token that was issued here", () => Ime.New().Ask4Token().Issue("opaque").Again("opaque"), ["FAIL ht-ime.auth.007"]),
        ("no header", () => Ime.Ask(null).Refuse(403), ["FAIL ht-ime.auth.008"]),
        ("Bearer", () => Ime.Ask("Bearer " + Tse.Token).Refuse(403), ["FAIL ht-ime.auth.009"]),
        ("a token that is none", () => Ime.Ask("<your_token>").Refuse(403), ["FAIL ht-ime.auth.008"]),
        ("an expired token", () => Ime.Ask(Tse.Jwt(-60)).Refuse(403), ["FAIL ht-ime.auth.008"]),
        ("a token that expires this second", () => Ime.Ask(Tse.Jwt(0)).Refuse(403), []),
        ("a token that was issued expired: the server's affair", () => Ime.New().Ask4Token().Issue(Tse.Jwt(-60)).Again(Tse.Jwt(-60)).Closed(Party.Server, 1008, "expired token"), []),
        ("a token that has expired since it was issued", () => Ime.New().Ask4Token().Issue(Tse.Jwt(60)).Again(Tse.Jwt(60)).Tells().At(2).Tells().At(100).Closed(Party.Server, 1008, "expired token").Again(Tse.Jwt(60)).Closed(Party.Server, 1008, "expired token"), ["FAIL ht-ime.auth.008", "INFO ht-ime.auth.026"]),
        ("a new token after 1008", () => Turned(1).Again(Tse.Jwt(subject: "new")).Tells(), []),
        ("the same token once more after 1008", () => Turned(1).Again().Tells(), []),
        ("the same token a third time", () => Turned(2).Again().Tells(), ["WARN ht-ime.practice.008"]),
        ("the same token where something else is blamed", () => Turned(3, "unknown contract").Again().Tells(), []),
        ("the same token after refusals that name it", () => Ime.Open().Tells().Closed(Party.Server, 1008, "revoked token").After(1).Ask($"{Ime.Id}?contract_id=1001", Tse.Authorization).Refuse(403, """{"detail":"revoked token"}""").After(2).Again().Tells(), ["WARN ht-ime.practice.008"]),
        ("the same token after refusals that say nothing", () => Ime.Open().Tells().Closed(Party.Server, 1008, "revoked token").After(1).Ask($"{Ime.Id}?contract_id=1001", Tse.Authorization).Refuse(403).After(2).Ask($"{Ime.Id}?contract_id=1001", Tse.Authorization).Refuse(403).After(4).Again().Tells(), []));

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Authorization_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Returns() => Stories.Table(
        ("comes back", () => Lost(story => story.Reset(Party.Server)).After(2).Again().Tells().After(2).Tells().After(100).Observed(), []),
        ("does not come back", () => Lost(story => story.Reset(Party.Server)).After(61).Observed(), ["WARN ht-ime.practice.005"]),
        ("does not come back after a clean close", () => Lost(story => story.Closed(Party.Server, 1000)).After(61).Observed(), ["WARN ht-ime.practice.005"]),
        ("does not come back to a server that went away", () => Lost(story => story.Closed(Party.Server, 1001)).After(61).Observed(), ["WARN ht-ime.practice.005"]),
        ("gives up after 1008", () => Lost(story => story.After(3).Closed(Party.Server, 1008, "no access")).After(100).Observed(), []),
        ("waits stay", () => Failing(5, 5, 5), ["WARN ht-ime.practice.004"]),
        ("waits grow", () => Failing(1, 2, 4), []),
        ("waits start anew after data", () => Failing(4, 8).Tells().Reset(Party.Server).After(1).Again().Tells(), []),
        ("asks for another contract when it comes back", () => Lost(story => story.Reset(Party.Server)).After(2).Again(query: "contract_id=1002").Tells(contract: Ime.Other).After(16).Observed(), ["WARN duties.resume.001"]),
        ("asks twice when it comes back", () => Lost(story => story.Reset(Party.Server)).After(2).Again().Tells().Again().Tells(), ["WARN duties.resume.002"]));

    [Theory]
    [MemberData(nameof(Returns))]
    public void Coming_back_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Odd() => Stories.Table(
        ("leaves after an unknown field", () => Leaving(Ime.Message()[..^1] + ",\"x\":1}"), ["WARN ht-ime.practice.011", "WARN duties.survival.001"]),
        ("leaves after an unknown section", () => Leaving(Ime.Message(Ime.Data()[..^1] + ",\"Trades\":{}}")), ["WARN ht-ime.practice.011", "WARN duties.survival.001"]),
        ("leaves after an unknown channel", () => Leaving(Ime.Message(channel: "IME Trades")), ["WARN ht-ime.practice.011", "WARN duties.survival.002"]),
        ("leaves after no JSON", () => Leaving("hello"), ["WARN duties.survival.003"]),
        ("leaves after an unknown field and comes back", () => Ime.Open().Server(Ime.Message()[..^1] + ",\"x\":1}").Closed(Party.Client, 1000).After(3).Again().Tells().After(40).Observed(), []),
        ("leaves after a broken frame, as it must", () => Ime.Open().Tells().Send(Party.Server, FrameKind.Binary, [1], "Masked §5.1: x").After(1).Closed(Party.Client, 1002).After(40).Observed(), []),
        ("leaves after text that is not UTF-8, as it must", () => Ime.Open().Tells().Send(Party.Server, FrameKind.Text, [0xFF]).After(1).Closed(Party.Client, 1007).After(40).Observed(), []),
        ("leaves after a binary message", () => Ime.Open().Tells().Send(Party.Server, FrameKind.Binary, [1]).After(1).Closed(Party.Client, 1003).After(40).Observed(), ["WARN ht-ime.practice.011", "WARN duties.survival.002"]));

    /// <summary>Only what binds the client: the odd messages themselves are the server's.</summary>
    [Theory]
    [MemberData(nameof(Odd))]
    public void Survival_is_judged(Story story) =>
        ((Session)story.Tell()).Judge().Findings.Where(finding => finding.Party == Party.Client)
            .Select(finding => $"{finding.Verdict.ToString().ToUpperInvariant()} {finding.Clause.Id}").ShouldBe(story.Expected, ignoreOrder: true);

    private static Session Query(string query) => Ime.Ask(Tse.Token, query).Refuse(403);

    private static Session ByName(string query) => Ime.New().Ask($"{Ime.Name}?{query}", Tse.Authorization).Refuse(403);

    private static Session Leaving(string message) => Ime.Open().Tells().Server(message).After(1).Closed(Party.Client, 1000).After(40).Observed();

    /// <summary>A stream that ends with 1008, and attempts with the same token that are turned down for the same reason.</summary>
    private static Session Turned(int times, string reason = "invalid token")
    {
        var session = Ime.Open().Tells().After(3).Closed(Party.Server, 1008, reason);
        for (var i = 1; i < times; i++) session.After(1 << i).Again().Closed(Party.Server, 1008, reason);
        return session.After(1 << times);
    }

    private static Session Lost(Action<Session> loss)
    {
        var session = Ime.Open().Tells().After(1);
        loss(session);
        return session;
    }

    /// <summary>A lost connection, then attempts that all fail at once but for the last, each after so many seconds.</summary>
    private static Session Failing(params double[] waits)
    {
        var session = Lost(story => story.Reset(Party.Server));
        for (var i = 0; i < waits.Length; i++)
        {
            session.After(waits[i]).Again();
            if (i < waits.Length - 1) session.Reset(Party.Server);
        }

        return session;
    }
}
