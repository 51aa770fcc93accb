using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A client joins the topic of its key, with its token, before anything else. Heartbeats are Phoenix's own and need no join.</summary>
internal sealed class JoinFirstFold(AirAlgoSession session) : Fold
{
    private const string Topic = "airalgo.envelope.007";
    private const string Token = "airalgo.join.001";
    private const string First = "airalgo.join.002";

    public static IReadOnlyList<string> Clauses { get; } = [Topic, Token, First];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Client) || session.Request is not { Topic: { } topic, Event: not null, Kind: not RequestKind.Malformed } request) return;
        if (topic == AirAlgoWords.PhoenixTopic && request.Kind == RequestKind.Heartbeat) return;
        findings.Applied();
        JudgeTopic(frame, topic, findings);
        if (request.Kind == RequestKind.Join)
        {
            if (request.AccessToken is null) findings.Report(Token, frame, "phx_join carries no access token", "access_token, a string, in its payload", "none");
        }
        else if (!request.IsJoined && !request.IsJoinUnderWay)
        {
            var wasRefused = session.Of(frame.Connection)?.Find(topic)?.WasRefused == true;
            findings.Report(First, frame, $"The client sends {AirAlgoWords.Short(request.Event)} without having joined its topic", "phx_join with a valid access token first", wasRefused ? "a join that was refused" : "no join");
        }
    }

    private void JudgeTopic(FrameView frame, string topic, FindingSink findings)
    {
        if (!topic.StartsWith(AirAlgoWords.TopicPrefix, StringComparison.Ordinal) || topic.Length == AirAlgoWords.TopicPrefix.Length)
        {
            findings.Report(Topic, frame, "The topic of the client's message is not that of a key", "api: and the API key", "another form");
            return;
        }

        var key = topic[AirAlgoWords.TopicPrefix.Length..];
        if (session.Credentials.AnyTried && !session.Credentials.WasTried(key))
        {
            findings.Report(Topic, frame, "The topic has another key than the client has asked a token for", "api: and the client's API key", "another key");
        }
    }
}
