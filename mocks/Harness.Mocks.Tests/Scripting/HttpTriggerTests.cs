using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

public class HttpTriggerTests
{
    [Fact]
    public void Http_without_a_rule_passes() => Ask(new ScriptStage()).ShouldBe(HttpVerdict.Pass);

    [Fact]
    public void Http_reject_answers_with_status_body_and_headers()
    {
        var stage = new ScriptStage("  - on: http\n    path: /token\n    do: [ { after: 2s }, { reject: { status: 503, body: { detail: \"no {{request.method}}\" }, headers: { Retry-After: 5 } } }, { log: rejected } ]\n");
        var verdict = Ask(stage);
        verdict.Outcome.ShouldBe(HttpOutcome.Reject);
        verdict.Delay.ShouldBe(TimeSpan.FromSeconds(2));
        verdict.Rejection!.Status.ShouldBe(503);
        Encoding.UTF8.GetString(verdict.Rejection.Body.Span).ShouldBe("""{"detail":"no POST"}""");
        verdict.Rejection.Headers.ShouldBe([new("Retry-After", "5")]);
        stage.Logs.ShouldBe(["rejected"]);
        Ask(stage, path: "/other").ShouldBe(HttpVerdict.Pass);
    }

    [Theory]
    [InlineData("stall", "Stall 0")]
    [InlineData("stall: 3s", "Pass 3")]
    [InlineData("delay: 3s", "Pass 3")]
    [InlineData("cut", "Cut 0")]
    [InlineData("reset", "Reset 0")]
    [InlineData("corrupt: accept-key", "WrongAcceptKey 0")]
    [InlineData("pass", "Pass 0")]
    [InlineData("reject: 403", "Reject 0")]
    public void Http_step_gives_this_verdict(string step, string expected)
    {
        var verdict = Ask(new ScriptStage($"  - on: http\n    do:\n      - {step}\n"));
        $"{verdict.Outcome} {verdict.Delay.TotalSeconds}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("where: { method: POST }", true)]
    [InlineData("where: { query: { channels: best-limit } }", true)]
    [InlineData("where: { query: { channels: [order-book, best-limit] } }", true)]
    [InlineData("where: { query: { channels: trades } }", false)]
    [InlineData("where: { query: { other: { exists: false } } }", true)]
    [InlineData("where: { headers: { Authorization: { matches: '^Bearer ' } } }", true)]
    [InlineData("where: { form: { username: demo } }", true)]
    [InlineData("where: { form: { username: other } }", false)]
    [InlineData("connection: 2", true)]
    [InlineData("connection: 1", false)]
    public void Http_conditions_look_at_the_whole_request(string condition, bool rejected) =>
        (Ask(new ScriptStage($"  - on: http\n    {condition}\n    do: [cut]\n")).Outcome == HttpOutcome.Cut).ShouldBe(rejected);

    [Fact]
    public void Http_times_lets_the_third_try_through()
    {
        var stage = new ScriptStage("  - on: http\n    times: 2\n    do: [ { reject: 503 } ]\n");
        Enumerable.Range(0, 3).Select(_ => Ask(stage).Outcome).ShouldBe([HttpOutcome.Reject, HttpOutcome.Reject, HttpOutcome.Pass]);
    }

    [Fact]
    public void Http_of_another_protocol_is_not_concerned() => Ask(new ScriptStage("  - on: http\n    do: [cut]\n"), protocol: "virtuoso").ShouldBe(HttpVerdict.Pass);

    [Fact]
    public void Plays_paths_of_a_server_without_protocol()
    {
        var stage = new ScriptStage("version: 1\nname: x\nprotocol: none\nrules: [ { on: message, path: /echo*, do: [ { send: x } ] } ]\n");
        stage.Host.Plays("/echo/1").ShouldBeTrue();
        stage.Host.Plays("/other").ShouldBeFalse();
    }

    private static HttpVerdict Ask(ScriptStage stage, string path = "/token", string protocol = "ht-tse") => stage.Host.OnHttp(new HttpFacts
    {
        Protocols = [protocol],
        Path = path,
        SessionKey = "demo",
        Connection = 2,
        Request = new HttpExchange
        {
            Method = "POST",
            Path = path,
            Query = [new("channels", "best-limit"), new("channels", "order-book")],
            Headers = [new("Authorization", "Bearer x"), new("Content-Type", "application/x-www-form-urlencoded")],
            Body = "username=demo&password=a+b",
        },
    });
}
