using System.Text;
using System.Text.Json;
using Harness.Conformance.Runs.Clients;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Runs.Clients;

/// <summary>What a client says it understood, held against what it was sent.</summary>
public sealed class EchoJudgeTests
{
    private const string Joined = """{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"1","topic":"api:k"}""";
    private const string Beat = """{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"2","topic":"phoenix"}""";
    private const string First = """{"event":"ltp","payload":{"22":{"ltp":220800,"ltq":1,"ltt":"2025-01-09T12:53:00Z"}},"ref":null,"topic":"api:k"}""";
    private const string Second = """{"event":"ltp","payload":{"22":{"ltp":220805,"ltq":3,"ltt":"2025-01-09T12:53:01Z"}},"ref":null,"topic":"api:k"}""";
    private const string Third = """{"event":"ltp","payload":{"22":{"ltp":220810,"ltq":7,"ltt":"2025-01-09T12:53:02Z"}},"ref":null,"topic":"api:k"}""";
    private const string Unknown = """{"event":"market_status","payload":{"open":true},"ref":null,"topic":"api:k"}""";

    [Fact]
    public void Every_message_echoed_is_no_finding() => Judge([Joined, First, Second], Joined, First, Second).ShouldBeEmpty();

    [Theory]
    [InlineData(Joined)]
    [InlineData(Unknown)]
    public void Message_of_a_kind_that_the_client_never_echoes_is_not_missed(string between) => Judge([First, between, Second], First, Second).ShouldBeEmpty();

    [Fact]
    public void Message_of_another_topic_is_not_missed() => Judge([Joined, Beat, First], Joined, First).ShouldBeEmpty();

    [Fact]
    public void Message_of_a_kind_that_the_client_echoes_is_missed() => Judge([First, Second, Third], First, Third).ShouldBe(["Warn the 1"]);

    [Fact]
    public void Other_values_are_a_failure() =>
        Judge([First], First.Replace("220800", "220801", StringComparison.Ordinal)).ShouldBe(["Fail the 0"]);

    private static IEnumerable<string> Judge(string[] sent, params string[] echo)
    {
        var frames = sent.Select((text, index) => new Frame { T = index, Connection = 1, Index = index, From = Party.Server, Kind = FrameKind.Text, Payload = Encoding.UTF8.GetBytes(text) });
        var transcript = new Transcript(new TranscriptHeader { Session = "s1", Protocol = "airalgo", Started = default }, [.. frames]);
        return EchoJudge.Judge(transcript, [.. echo.Select(line => JsonElement.Parse(line))]).Select(finding => $"{finding.Verdict} the {finding.Frame?.Index}");
    }
}
