using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a server may do wrong around the stream: tokens, admission, rejection, expiry, silence.</summary>
public sealed class ServerRulesTests
{
    public static TheoryData<Story> Tokens() => Stories.Table(
        ("a JWT", () => Tse.New().Login(), []),
        ("status 201", () => Tse.New().Ask4Token().Issue(Tse.Token, 201), ["INFO ht-tse.auth.016"]),
        ("an opaque token", () => Tse.New().Ask4Token().Issue("abc"), ["FAIL ht-tse.auth.007"]),
        ("a token behind a scheme word, used as it was issued", () => Tse.New().Ask4Token().Issue("Bearer " + Tse.Token).Open(Tse.Query("best-limit"), ("Authorization", "Bearer " + Tse.Token)).Says("best-limit"), ["FAIL ht-tse.auth.007"]),
        ("a token behind a scheme word, used without it", () => Tse.New().Ask4Token().Issue("Bearer " + Tse.Token).Subscribe("best-limit").Says("best-limit"), ["FAIL ht-tse.auth.007"]),
        ("another algorithm", () => Tse.New().Ask4Token().Issue(Tse.Jwt(algorithm: "RS256")), ["INFO ht-tse.auth.022"]),
        ("another member", () => Tse.New().Ask4Token().Response(200, """{"access_token":"abc"}"""), ["FAIL ht-tse.auth.006"]),
        ("a token that is no string", () => Tse.New().Ask4Token().Response(200, """{"Authorization":{"token":"abc"}}"""), ["FAIL ht-tse.auth.006"]),
        ("a bare string", () => Tse.New().Ask4Token().Response(200, "\"abc\""), ["FAIL ht-tse.auth.006"]),
        ("no body", () => Tse.New().Ask4Token().Response(204), ["FAIL ht-tse.auth.006", "INFO ht-tse.auth.016"]),
        ("no such endpoint", () => Tse.New().Ask4Token().Response(404), ["FAIL ht-tse.auth.002"]),
        ("a server error", () => Tse.New().Ask4Token().Response(500), ["FAIL ht-tse.auth.002"]),
        ("wrong credentials", () => Tse.New().Ask4Token().Response(401, """{"detail":"wrong"}"""), []),
        ("wrong credentials as 400", () => Tse.New().Ask4Token().Response(400, """{"detail":"wrong"}"""), ["INFO ht-tse.auth.017"]),
        ("an unapproved account", () => Tse.New().Ask4Token().Response(403, """{"detail":"not approved"}"""), []),
        ("an unapproved account as 401", () => Tse.New().Ask4Token().Response(401, """{"detail":"not approved"}"""), ["INFO ht-tse.auth.020"]),
        ("a refusal without detail", () => Tse.New().Ask4Token().Response(401, "no"), ["INFO ht-tse.auth.021"]),
        ("a missing field", () => Tse.New().Ask4Token("username=demo").Response(400, """{"detail":"x"}"""), ["FAIL ht-tse.auth.005", "INFO ht-tse.auth.018"]),
        ("JSON taken for a form", () => Tse.New().Ask4Token("{}", "application/json").Issue(Tse.Token), ["FAIL ht-tse.auth.004", "INFO ht-tse.auth.019"]));

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Token_endpoint_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Admissions() => Stories.Table(
        ("a good request accepted", () => Tse.New().Login().Subscribe("best-limit").Says("best-limit"), []),
        ("an unknown symbol rejected", () => Tse.New().Login().Subscribe("best-limit").Closed(Party.Server, 1008, "unknown symbol: IRO1FOLD0001"), []),
        ("an unknown symbol refused", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(403, "unknown symbol"), []),
        ("a fresh token blamed", () => Tse.New().Login().Subscribe("best-limit").Closed(Party.Server, 1008, "invalid token"), ["FAIL ht-tse.auth.010"]),
        ("a fresh token that must stand behind Bearer", () => Tse.New().Login().Subscribe("best-limit").Closed(Party.Server, 1008, "no bearer"), ["FAIL ht-tse.auth.010"]),
        ("a fresh token refused", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(401, """{"detail":"invalid token"}"""), ["FAIL ht-tse.auth.010", "INFO ht-tse.connect.013"]),
        ("a symbol refused with 401", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(401, """{"detail":"symbol"}"""), ["INFO ht-tse.connect.013"]),
        ("something refused with 401 and no word", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(401), ["INFO ht-tse.connect.013"]),
        ("a fresh token refused with 401 for what another was served", () => Tse.New().Login().Subscribe("best-limit").Says("best-limit").Closed(Party.Client, 1000).Ask4Token().Issue(Tse.Jwt(subject: "other")).Ask(Tse.Query("best-limit"), ("Authorization", Tse.Jwt(subject: "other"))).Refuse(401), ["FAIL ht-tse.auth.010", "INFO ht-tse.connect.013"]),
        ("a used token blamed: it may be revoked", () => Tse.New().Login().Subscribe("best-limit").Says("best-limit").Closed(Party.Server, 1008, "revoked token").Subscribe("best-limit").Closed(Party.Server, 1008, "revoked token"), []),
        ("a token from elsewhere blamed", () => Tse.New().Subscribe("best-limit").Closed(Party.Server, 1008, "invalid token"), []),
        ("a served symbol blamed", () => Tse.New().Login().Subscribe("best-limit").Says("best-limit").Closed(Party.Client, 1000).Subscribe("best-limit").Closed(Party.Server, 1008, "unknown symbol"), ["FAIL ht-tse.connect.005"]),
        ("no such endpoint", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(404), ["FAIL ht-tse.connect.001"]),
        ("no such other endpoint", () => Tse.New().Ask($"{Tse.Name}?channels=best-limit&symbol_names=x", Tse.Authorization).Refuse(404), ["FAIL ht-tse.connect.002"]),
        ("a server error", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).Refuse(500), ["FAIL ht-tse.connect.005"]),
        ("no answer", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).After(31).Observed(), ["FAIL ht-tse.connect.005"]),
        ("a late answer", () => Tse.New().Login().Ask(Tse.Query("best-limit"), Tse.Authorization).After(29).Accept().Says("best-limit"), []));

    [Theory]
    [MemberData(nameof(Admissions))]
    public void Admission_is_judged(Story story) => story.Check();

    private const string NoToken = "FAIL ht-tse.auth.008";
    private const string BadToken = "WARN ht-tse.practice.005";

    public static TheoryData<Story> Rejections() => Stories.Table(
        ("no token, closed", () => Open(null).Closed(Party.Server, 1008, "no token"), [NoToken]),
        ("no token, refused", () => Ask(null).Refuse(403), [NoToken]),
        ("no token, refused with 401", () => Ask(null).Refuse(401), [NoToken, "INFO ht-tse.connect.013"]),
        ("no token, failed", () => Ask(null).Refuse(500), [NoToken, "FAIL ht-tse.auth.014"]),
        ("no token, closed with another code", () => Open(null).Closed(Party.Server, 1000), [NoToken, "FAIL ht-tse.auth.014"]),
        ("no token, cut", () => Open(null).Reset(Party.Server), [NoToken, "FAIL ht-tse.auth.014", "WARN ht-tse.practice.003"]),
        ("no token, no reason", () => Open(null).Closed(Party.Server, 1008), [NoToken, "INFO ht-tse.connect.014"]),
        ("no token, served", () => Open(null).Says("best-limit").After(20).Observed(), [NoToken, "FAIL ht-tse.auth.001"]),
        ("no token, left open", () => Open(null).After(6).Observed(), [NoToken, "FAIL ht-tse.connect.007"]),
        ("no token, the client leaves first", () => Open(null).Closed(Party.Client, 1000).After(6).Observed(), [NoToken]),
        ("a bad token served", () => Open("abc").Says("best-limit"), [BadToken, "FAIL ht-tse.auth.001"]),
        ("a bad token closed with another code", () => Open("abc").Closed(Party.Server, 1003, "invalid token"), [BadToken, "FAIL ht-tse.errors.001"]),
        ("an expired token served", () => Open(Tse.Jwt(-61)).Says("best-limit"), [BadToken, "FAIL ht-tse.auth.001"]),
        ("a token that expired within the clocks' difference", () => Open(Tse.Jwt(-55)).Says("best-limit"), [BadToken]),
        ("an unsigned token served", () => Open(Tse.Jwt(algorithm: "none")).Says("best-limit"), ["FAIL ht-tse.auth.001"]),
        ("Bearer served", () => Open("Bearer " + Tse.Token).Says("best-limit"), ["FAIL ht-tse.auth.009", "INFO ht-tse.auth.023"]),
        ("Bearer rejected", () => Open("Bearer " + Tse.Token).Closed(Party.Server, 1008, "no Bearer"), ["FAIL ht-tse.auth.009"]),
        ("no channel served", () => Open(Tse.Token, "symbol_isins=IRO1FOLD0001").Says("best-limit"), ["FAIL ht-tse.query.003", "INFO ht-tse.query.007"]),
        ("unknown channels served", () => Open(Tse.Token, "channels=news&symbol_isins=IRO1FOLD0001").Says("best-limit"), ["FAIL ht-tse.query.006", "FAIL ht-tse.connect.006", "FAIL ht-tse.envelope.010"]),
        ("unknown channels closed with another code", () => Open(Tse.Token, "channels=news&symbol_isins=IRO1FOLD0001").Closed(Party.Server, 1002, "x"), ["FAIL ht-tse.query.006", "FAIL ht-tse.errors.003"]),
        ("unknown channels left open", () => Open(Tse.Token, "channels=news&symbol_isins=IRO1FOLD0001").After(6).Observed(), ["FAIL ht-tse.query.006", "FAIL ht-tse.errors.003"]),
        ("one unknown channel served", () => Open(Tse.Token, "channels=news&channels=best-limit&symbol_isins=IRO1FOLD0001").Says("best-limit"), ["FAIL ht-tse.query.006", "INFO ht-tse.query.008"]),
        ("joined symbols served", () => Open(Tse.Token, "channels=best-limit&symbol_isins=IRO1FOLD0001,IRT3SATF0001").Says("best-limit"), ["FAIL ht-tse.query.004", "INFO ht-tse.query.010"]),
        ("unknown symbols closed with another code", () => Open(Tse.Token).Closed(Party.Server, 1000, "invalid symbols"), ["FAIL ht-tse.errors.002", "WARN ht-tse.practice.003"]));

    [Theory]
    [MemberData(nameof(Rejections))]
    public void Rejection_is_judged(Story story)
    {
        var session = (Session)story.Tell();
        var watched = story with { Tell = () => session.After(story.Expected.Contains("WARN ht-tse.practice.003") ? 61 : 0).Observed() };
        watched.Check();
    }

    [Fact]
    public void Signature_that_is_known_to_be_wrong_makes_a_token_bad_live_and_recorded() =>
        new Story("a forged token served", () => Open(Tse.Token).Says("best-limit"), ["FAIL ht-tse.auth.001"])
            .Check(new JudgeOptions { VerifySignature = _ => false });

    [Fact]
    public void Stance_that_accepts_Bearer_silences_the_rule()
    {
        var options = new JudgeOptions { Stances = JudgeOptions.Default.Stances.With(["ht.bearer=accept"], out _) };

        Open("Bearer " + Tse.Token).Says("best-limit").Findings(options).ShouldBe(["FAIL ht-tse.auth.009 #1.0"]);
    }

    public static TheoryData<Story> Streams() => Stories.Table(
        ("ends with its token", () => Open(Tse.Jwt(60)).Says("best-limit").At(2).Says("best-limit").At(60).Closed(Party.Server, 1008, "expired token"), []),
        ("goes on without its token", () => Open(Tse.Jwt(60)).Says("best-limit").At(2).Says("best-limit").At(71).Says("best-limit", at: "2025-11-14T15:31:11.000000"), ["INFO ht-tse.auth.026"]),
        ("ignores the client", () => Open(Tse.Token).Says("best-limit").Client("hello").After(3).Closed(Party.Server, 1000), []),
        ("ends after the client spoke", () => Open(Tse.Token).Says("best-limit").Client("hello").After(1).Closed(Party.Server, 1003), ["INFO ht-tse.connect.016"]),
        ("brings nothing", () => Open(Tse.Token).After(31).Observed(), ["INCONCLUSIVE ht-tse.connect.009"]),
        ("leaves out a first message", () => Open(Tse.Token, "channels=best-limit&channels=order-book&symbol_isins=IRO1FOLD0001").Says("best-limit").After(6).Observed(), ["INFO ht-tse.connect.015"]),
        ("leaves out what only some have", () => Open(Tse.Token, "channels=best-limit&channels=fund-info&channels=contract-info&symbol_isins=IRO1FOLD0001").Says("best-limit").After(8).Says("best-limit").After(40).Observed(), []),
        ("sends its first messages and then nothing", () => Open(Tse.Token).Says("best-limit").After(0.9).Says("best-limit").After(31).Observed(), ["INCONCLUSIVE ht-tse.connect.009"]),
        ("goes on after its first messages", () => Open(Tse.Token).Says("best-limit").After(2).Says("best-limit").After(31).Observed(), []),
        ("leaves out a symbol", () => Busy("channels=best-limit&symbol_isins=IRO1FOLD0001&symbol_isins=IRT3SATF0001"), ["INFO ht-tse.connect.015", "INCONCLUSIVE ht-tse.connect.010"]),
        ("leaves out a channel", () => Busy("channels=best-limit&channels=order-book&symbol_isins=IRO1FOLD0001"), ["INFO ht-tse.connect.015", "INCONCLUSIVE ht-tse.connect.011"]),
        ("has a gap", () => Open(Tse.Token, "channels=best-limit&channels=order-book&symbol_isins=IRO1FOLD0001").Gap(5).Says("best-limit").After(40).Observed(),
            ["INCONCLUSIVE ht-tse.connect.009", "INCONCLUSIVE ht-tse.practice.003", "INCONCLUSIVE ht-tse.practice.004", "INCONCLUSIVE rfc6455.back-off.001", "INCONCLUSIVE duties.resume.001", "INCONCLUSIVE duties.resume.003", "INCONCLUSIVE duties.orders.001", "INCONCLUSIVE duties.pace.001", "INCONCLUSIVE duties.survival.001"]));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_is_judged(Story story) => story.Check();

    private static Session Busy(string query) =>
        Open(Tse.Token, query).Times(12, (story, i) => story.At(i * 3).Says("best-limit")).At(34).Observed();

    private static (string, string)[] Header(string? token) => token is null ? [] : [("Authorization", token)];

    private static Session Ask(string? token, string query = "channels=best-limit&symbol_isins=IRO1FOLD0001") => Tse.New().Ask($"{Tse.Isin}?{query}", Header(token));

    private static Session Open(string? token, string query = "channels=best-limit&symbol_isins=IRO1FOLD0001") => Ask(token, query).Accept();
}
