using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Each token subscribed is updated time and again. Silence may still be a quiet market, and is told as INCONCLUSIVE.</summary>
internal sealed class StreamFold(AirAlgoSession session) : Fold
{
    private const string Updated = "airalgo.subscribe.003";

    private static readonly long Silence = Seconds.Of(30);

    private readonly Waits<(Connection Connection, string Token)> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Updated];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Server is { Event: "ltp", Payload.ValueKind: JsonValueKind.Object } message:
                Serve(frame, message, findings);
                break;
            case FrameKind.Text when session.Server is { Event: "unsubscribe", Answers.Tokens: { } tokens }:
                foreach (var token in tokens) _waits.Stop((frame.Connection, token));
                break;
            case FrameKind.Text when session.Request is { Kind: RequestKind.Subscribe, HasAnswerOfItsOwn: true, New.Count: > 0 } request:
                WatchOthers(frame, request, findings);
                break;
            case FrameKind.Text when session.Request is { Kind: RequestKind.Leave or RequestKind.Join }:
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var (connection, token) in _waits.TakeDue(now, findings))
        {
            if (!connection.IsOpen) continue;
            findings.Inconclusive(
                Updated, null, $"Connection {connection.Number} brought no update for {AirAlgoWords.Short(token)} after a subscribe: a quiet market, or a server that sends none",
                "periodic updates", $"silence for {Seconds.Show(Silence)}");
        }
    }

    /// <summary>Another subscribe adds to what is subscribed: what flowed before it flows on.</summary>
    private void WatchOthers(FrameView frame, AirAlgoRequest request, FindingSink findings)
    {
        if (session.Of(frame.Connection)?.Find(request.Topic) is not { } topic) return;
        foreach (var token in topic.Subscribed.Keys)
        {
            if (!request.Tokens!.Contains(token) && session.WasServed(token)) _waits.Start((frame.Connection, token), frame.T + Silence, findings, frame.Connection);
        }
    }

    /// <summary>The first values are no update; the first update settles the matter.</summary>
    private void Serve(FrameView frame, ServerMessage message, FindingSink findings)
    {
        foreach (var token in message.Payload.EnumerateObject())
        {
            if (message.Answers is { } subscribe)
            {
                if (subscribe.New.Contains(token.Name)) _waits.Start((frame.Connection, token.Name), frame.T + Silence, findings, frame.Connection);
            }
            else
            {
                findings.Applied();
                _waits.Stop((frame.Connection, token.Name));
            }
        }
    }
}
