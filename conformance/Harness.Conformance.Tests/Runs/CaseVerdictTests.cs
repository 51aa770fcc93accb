using System.Text;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Runs;

/// <summary>Where a failed step stands, and whose fault a broken frame is.</summary>
public sealed class CaseVerdictTests
{
    private const string Path = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";
    private const string Token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZW1vIn0.AAAA";
    private const string TwicePriced = """{"channel":"order-book","symbolIsin":"IRO1FOLD0001","timestamp":"2025-11-14T12:00:00.000000","data":{"Buy":[{"price":5,"quantity":1,"count":1},{"price":5,"quantity":1,"count":1}],"Sell":[]}}""";
    private const string Nameless = """{"symbolIsin":"IRO1FOLD0001","timestamp":"2025-11-14T12:00:00.000000","data":{}}""";

    private readonly List<Frame> _frames = [];
    private int _seconds;

    [Fact]
    public void Close_that_never_came_is_told_at_its_own_clause_though_a_price_was_wrong()
    {
        Login(Token);
        Open(Token);
        var book = Add(2, Party.Server, FrameKind.Text, text: TwicePriced);

        var result = Of("ht-tse.reject.003", ^1, book);

        result.Findings.Where(finding => finding.Rule == "ht-tse.reject.003").ShouldHaveSingleItem().Clause!.Id.ShouldBe("ht-tse.errors.001");
        result.Findings.ShouldContain(finding => finding.Clause!.Id == "ht-tse.order-book.004");
    }

    [Fact]
    public void Message_that_came_broken_is_told_once_and_at_what_is_broken()
    {
        Open(Token);
        var message = Add(2, Party.Server, FrameKind.Text, text: Nameless);

        Of("ht-tse.subscribe.003", 2, message).Findings.Where(finding => finding.Verdict == Verdict.Fail).Select(finding => finding.Clause!.Id).Distinct().ShouldBe(["ht-tse.envelope.002"]);
    }

    [Fact]
    public void Connection_that_was_turned_down_stands_at_the_login_that_went_wrong()
    {
        Login("Bearer " + Token);
        Open("Bearer " + Token);
        var end = Add(2, Party.Server, FrameKind.Close, code: 1008);

        var result = Of("ht-tse.login.001", ^1, end);

        result.Verdict.ShouldBe(Verdict.Fail);
        result.Findings.Where(finding => finding.Verdict == Verdict.Fail).Select(finding => finding.Clause!.Id).Distinct().ShouldBe(["ht-tse.auth.007"]);
    }

    [Fact]
    public void Data_that_a_quiet_market_may_not_have_is_no_failure()
    {
        Open(Token);
        _seconds = 36;
        Add(2, Party.Server, FrameKind.Gap);

        var result = Of("ht-tse.close.001", 2, null);

        result.Verdict.ShouldBe(Verdict.Inconclusive);
        result.Findings.Select(finding => finding.Clause!.Id).Distinct().ShouldBe(["ht-tse.connect.009"]);
    }

    [Theory]
    [InlineData("\"Authorization\"", Verdict.HarnessError)]
    [InlineData("\"token\"", Verdict.Fail)]
    public void Own_side_is_blamed_for_what_it_broke_and_not_for_what_follows_from_a_break_of_the_other(string member, Verdict expected)
    {
        Login(Token, member);
        Open($"\"{Token}\"");

        Of("ht-tse.close.001", null, null).Verdict.ShouldBe(expected);
    }

    private CaseResult Of(string id, Index? step, FrameRef? frame)
    {
        var one = CaseReader.Embedded("ht-tse").Single(candidate => candidate.Id == id);
        var failure = step is { } at ? new StepFailure(one.Steps[at], StepCause.Missing, "The server did not do its next step", "something", "something else", frame) : null;
        var transcript = new Transcript(new TranscriptHeader { Session = "s", Protocol = "ht-tse", Started = DateTimeOffset.UnixEpoch }, _frames);
        return new CaseVerdict(new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("ht-tse")! }, Party.Server).Of(one, transcript, failure, TimeSpan.FromSeconds(36));
    }

    private void Login(string token, string member = "\"Authorization\"")
    {
        Add(1, Party.Client, FrameKind.Http, http: new HttpExchange
        {
            Method = "POST", Path = "/auth/user/token/issue", Body = "username=demo&password=demo", Headers = [new("Content-Type", "application/x-www-form-urlencoded")],
        });
        Add(1, Party.Server, FrameKind.Http, http: new HttpExchange { Status = 200, Body = $$"""{{{member}}:"{{token}}"}""" });
    }

    private void Open(string authorization)
    {
        Add(2, Party.Client, FrameKind.Open, http: new HttpExchange
        {
            Method = "GET",
            Path = Path,
            Query = [new("channels", "order-book"), new("symbol_isins", "IRO1FOLD0001")],
            Headers = [new("Host", "localhost"), new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), new("Sec-WebSocket-Version", "13"), new("Authorization", authorization)],
        });
        Add(2, Party.Server, FrameKind.Open, http: new HttpExchange
        {
            Status = 101,
            Headers = [new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")],
        });
    }

    private FrameRef Add(int connection, Party from, FrameKind kind, string? text = null, int? code = null, HttpExchange? http = null)
    {
        var frame = new Frame
        {
            T = _seconds * 1_000_000L, Connection = connection, Index = _frames.Count(known => known.Connection == connection), From = from, Kind = kind,
            Payload = text is null ? default : Encoding.UTF8.GetBytes(text), Code = code, Http = http, Frames = kind == FrameKind.Gap ? 0 : null,
        };
        _frames.Add(frame);
        return FrameRef.Of(frame);
    }
}
