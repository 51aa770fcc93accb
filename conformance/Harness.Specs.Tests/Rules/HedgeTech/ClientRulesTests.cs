using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a client may do wrong, and what it may do though it looks strange.</summary>
public sealed class ClientRulesTests
{
    public static TheoryData<Story> Logins() => Stories.Table(
        ("a good login", () => Tse.New().Login(), []),
        ("a form with a charset", () => Tse.New().Ask4Token(type: "application/x-www-form-urlencoded; charset=utf-8").Issue(Tse.Token), []),
        ("the names of the vendor's SDK", () => Tse.New().Ask4Token("UserName_or_Email=demo&Password=demo").Issue(Tse.Token), ["INFO ht-tse.auth.015"]),
        ("JSON instead of a form", () => Tse.New().Ask4Token("""{"username":"demo","password":"demo"}""", "application/json").Response(422, """{"detail":"x"}"""), ["FAIL ht-tse.auth.004"]),
        ("no content type", () => Tse.New().Ask4Token(type: null).Response(422, """{"detail":"x"}"""), ["FAIL ht-tse.auth.004"]),
        ("a misspelt field", () => Tse.New().Ask4Token("user_name=demo&password=demo").Response(422, """{"detail":"x"}"""), ["FAIL ht-tse.auth.005"]),
        ("an empty form", () => Tse.New().Ask4Token("").Response(422, """{"detail":"x"}"""), ["FAIL ht-tse.auth.005"]),
        ("GET", () => Tse.New().Request("GET", Tse.TokenPath).Response(405), ["FAIL ht-tse.auth.003"]),
        ("a trailing slash", () => Tse.New().Request("POST", Tse.TokenPath + "/", "username=a&password=b", ("Content-Type", "application/x-www-form-urlencoded")).Response(404), ["FAIL ht-tse.auth.003"]),
        ("an unrelated request", () => Tse.New().Request("GET", "/favicon.ico").Response(404), []));

    [Theory]
    [MemberData(nameof(Logins))]
    public void Login_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Handshakes() => Stories.Table(
        ("both parameters repeated", () => Ask("channels=best-limit&channels=order-book&symbol_isins=IRO1FOLD0001&symbol_isins=IRT3SATF0001"), []),
        ("symbols first", () => Ask("symbol_isins=IRO1FOLD0001&channels=best-limit"), []),
        ("a value twice", () => Ask("channels=best-limit&symbol_isins=IRO1FOLD0001&symbol_isins=IRO1FOLD0001"), []),
        ("a singular parameter name", () => Ask("channels=best-limit&symbol_isin=IRO1FOLD0001"), ["FAIL ht-tse.query.001"]),
        ("the other endpoint's parameter", () => Ask("channels=best-limit&symbol_names=IRO1FOLD0001"), ["FAIL ht-tse.query.001"]),
        ("brackets after the name", () => Ask("channels[]=best-limit&symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.003"]),
        ("no channels", () => Ask("symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.003"]),
        ("an empty symbol", () => Ask("channels=best-limit&symbol_isins="), ["FAIL ht-tse.query.001"]),
        ("no query", () => Ask(""), ["FAIL ht-tse.query.001", "FAIL ht-tse.query.003"]),
        ("joined channels", () => Ask("channels=best-limit,order-book&symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.005"]),
        ("joined symbols", () => Ask("channels=best-limit&symbol_isins=IRO1FOLD0001,IRT3SATF0001"), ["FAIL ht-tse.query.004"]),
        ("symbols as a JSON array", () => Ask("""channels=best-limit&symbol_isins=["IRO1FOLD0001","IRT3SATF0001"]"""), ["FAIL ht-tse.query.004"]),
        ("a misspelt channel", () => Ask("channels=bestlimit&symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.006"]),
        ("a channel in capitals", () => Ask("channels=Best-Limit&symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.006"]),
        ("an empty channel among others", () => Ask("channels=best-limit&channels=&symbol_isins=IRO1FOLD0001"), ["FAIL ht-tse.query.006"]),
        ("one more parameter", () => Ask("channels=best-limit&symbol_isins=IRO1FOLD0001&depth=5"), ["INFO ht-tse.query.013"]),
        ("a path without its end", () => Tse.New().Ask("/data-engine/tse-ifb/live/data/websocket/symbol?channels=best-limit", Tse.Authorization).Refuse(403), ["FAIL ht-tse.connect.003"]),
        ("names on the name endpoint", () => Tse.New().Ask($"{Tse.Name}?channels=best-limit&symbol_names=فولاد&symbol_names=آینده ساز", Tse.Authorization).Refuse(403), []),
        ("ISINs on the name endpoint", () => Tse.New().Ask($"{Tse.Name}?channels=best-limit&symbol_isins=IRO1FOLD0001", Tse.Authorization).Refuse(403), ["FAIL ht-tse.query.002"]),
        ("a name in another encoding", () => Tse.New().Ask($"{Tse.Name}?channels=best-limit&symbol_names=\uFFFD\uFFFD", Tse.Authorization).Refuse(403), ["INFO ht-tse.query.012"]),
        ("a name encoded twice", () => Tse.New().Ask($"{Tse.Name}?channels=best-limit&symbol_names=%D9%81", Tse.Authorization).Refuse(403), ["INFO ht-tse.query.012"]));

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Query_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Tokens() => Stories.Table(
        ("a bare token", () => Tse.New().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(403), []),
        ("an opaque token that was issued here", () => Tse.New().Ask4Token().Issue("opaque").Ask(Tse.Query("best-limit"), ("Authorization", "opaque")).Refuse(403), ["FAIL ht-tse.auth.007"]),
        ("no header", () => Tse.New().Ask(Tse.Query("best-limit")).Refuse(403), ["FAIL ht-tse.auth.008"]),
        ("an empty header", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", " ")).Refuse(403), ["FAIL ht-tse.auth.008"]),
        ("the token in the query", () => Tse.New().Ask(Tse.Query("best-limit") + "&token=" + Tse.Token).Refuse(403), ["FAIL ht-tse.auth.008", "INFO ht-tse.query.013"]),
        ("Bearer", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", "Bearer " + Tse.Token)).Refuse(403), ["FAIL ht-tse.auth.009"]),
        ("quotation marks", () => Tse.New().Ask(Tse.Query("best-limit"), ("authorization", $"\"{Tse.Token}\"")).Refuse(403), ["FAIL ht-tse.auth.009"]),
        ("an expired token", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", Tse.Jwt(-60))).Refuse(403), ["WARN ht-tse.practice.005"]),
        ("a token that expires this second", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", Tse.Jwt(0))).Refuse(403), []),
        ("a token without expiry", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", Tse.Jwt(null))).Refuse(403), []),
        ("something else than the token it was given", () => Tse.New().Login().Ask(Tse.Query("best-limit"), ("Authorization", "abc")).Refuse(403), ["FAIL ht-tse.auth.009"]),
        ("the newer of two tokens", () => Tse.New().Login().Ask4Token().Issue(Tse.Jwt(subject: "newer")).Ask(Tse.Query("best-limit"), ("Authorization", Tse.Jwt(subject: "newer"))).Refuse(403), []),
        ("a token that is none", () => Tse.New().Ask(Tse.Query("best-limit"), ("Authorization", "<your_token>")).Refuse(403), ["WARN ht-tse.practice.005"]));

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Authorization_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Returns() => Stories.Table(
        ("comes back", () => Lost(story => story.Reset(Party.Server)).After(2).Subscribe("best-limit").Says("best-limit").After(2).Says("best-limit").After(100).Observed(), []),
        ("does not come back", () => Lost(story => story.Reset(Party.Server)).After(61).Observed(), ["WARN ht-tse.practice.003"]),
        ("does not come back after a close", () => Lost(story => story.Closed(Party.Server, 1011, "feed interrupted")).After(61).Observed(), ["WARN ht-tse.practice.003"]),
        ("comes back late but in time", () => Lost(story => story.Reset(Party.Server)).After(60).Subscribe("best-limit").Says("best-limit"), []),
        ("was not watched long enough", () => Lost(story => story.Reset(Party.Server)).After(59).Observed(), []),
        ("gives up after 1008", () => Lost(story => story.Closed(Party.Server, 1008, "expired token")).After(100).Observed(), []),
        ("leaves by itself", () => Lost(story => story.Closed(Party.Client, 1000)).After(100).Observed(), []),
        ("waits grow", () => Failing(1, 2, 4, 8), []),
        ("waits grow with jitter", () => Failing(1.4, 1.1, 2.2, 9), []),
        ("a quick first attempt", () => Failing(0, 1, 1, 2), []),
        ("waits stay", () => Failing(5, 5, 5), ["WARN ht-tse.practice.004"]),
        ("waits shrink", () => Failing(8, 4, 2), ["WARN ht-tse.practice.004"]),
        ("a loop for each channel, with waits that grow", () => Loops(1, 2, 4), []),
        ("a loop for each channel, with waits that stay", () => Loops(2, 2, 2), ["WARN ht-tse.practice.004"]),
        ("a loop for each channel, without a pause", () => Loops([.. Enumerable.Repeat(0.3, 12)]), ["WARN ht-tse.practice.004", "WARN rfc6455.back-off.001", "WARN duties.pace.001"]),
        ("two waits say nothing", () => Failing(5, 5), []),
        ("data in between starts anew", () => Failing(5, 5).Says("best-limit").Reset(Party.Server).After(5).Subscribe("best-limit").Says("best-limit"), []));

    [Theory]
    [MemberData(nameof(Returns))]
    public void Coming_back_is_judged(Story story) => story.Check();

    [Theory]
    [InlineData("channels=best-limit&symbol_isin=IRO1FOLD0001", "The query has symbol_isin where the document says symbol_isins", "symbol_isins=<symbol>, repeated for each", "the parameter symbol_isin")]
    [InlineData("channels=bestlimit&symbol_isins=IRO1FOLD0001", "The client asks for a channel that there is none of; did you mean 'best-limit'?", "one of best-limit, order-book, ohlcv-last-1m, aggregate, institutional-vs-individual, contract-info, fund-info", "channels=bestlimit")]
    [InlineData("channels=best-limit,order-book&symbol_isins=IRO1FOLD0001", "Several values are joined in one channels: repeat the parameter for each", "channels=best-limit&channels=order-book", "channels=best-limit,order-book")]
    public void Mistake_is_told_with_the_word_that_was_meant(string query, string message, string expected, string actual)
    {
        var finding = Ask(query).Judge().Findings.ShouldHaveSingleItem();

        (finding.Message, finding.Expected, finding.Actual).ShouldBe((message, expected, actual));
    }

    [Fact]
    public void Findings_never_quote_a_token()
    {
        const string secret = "my-very-own-secret";
        var session = Tse.New()
            .Ask4Token("user=demo&pass=" + secret).Response(422)
            .Ask(Tse.Query("best-limit") + "&token=" + secret, ("Authorization", "Bearer " + secret)).Refuse(400);

        session.Judge().Findings.ShouldNotBeEmpty();
        session.Judge().Findings.ShouldAllBe(finding => !finding.ToString().Contains(secret, StringComparison.Ordinal));
    }

    private static Session Ask(string query) => Tse.New().Ask($"{Tse.Isin}?{query}".TrimEnd('?'), Tse.Authorization).Refuse(403);

    private static Session Lost(Action<Session> loss)
    {
        var session = Tse.New().Subscribe("best-limit").Says("best-limit").After(1);
        loss(session);
        return session;
    }

    /// <summary>A connection for each channel, all refused again and again, after so many seconds each time.</summary>
    private static Session Loops(params double[] waits)
    {
        var session = Tse.New();
        foreach (var wait in (double[])[0, .. waits])
        {
            session.After(wait);
            foreach (var channel in Tse.Channels) session.Ask(Tse.Query(channel), Tse.Authorization).Refuse(503);
        }

        return session;
    }

    /// <summary>A lost connection, then attempts that all fail at once but for the last, each after so many seconds.</summary>
    private static Session Failing(params double[] waits)
    {
        var session = Lost(story => story.Reset(Party.Server));
        for (var i = 0; i < waits.Length; i++)
        {
            session.After(waits[i]).Subscribe("best-limit");
            if (i < waits.Length - 1) session.Reset(Party.Server);
        }

        return session;
    }
}
