using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A client whose token was refused asks for a fresh one: it neither comes back with the old one nor sits and waits. Giving up is as right.</summary>
internal sealed class RefreshFold(AirAlgoSession session) : Fold
{
    private const string Fresh = "airalgo.practice.002";

    private static readonly long Patience = Seconds.Of(60);

    private readonly Waits<Judging.Connection> _waits = new();
    private Frame? _refused;

    public static IReadOnlyList<string> Clauses { get; } = [Fresh];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Server is { IsError: true, Reason: AirAlgoWords.InvalidToken, Answers: not null }:
                findings.Applied();
                _refused = frame.Frame;
                if (!_waits.Contains(frame.Connection)) _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Text when session.Request is { Kind: RequestKind.Join, AccessToken: { Length: > 0 } token } && session.Credentials.IsRefusedToken(token):
                _waits.Stop(frame.Connection);
                findings.Report(Fresh, frame, "The client joins with a token that was refused before", "a fresh token", "the same token");
                break;
            case FrameKind.Http when frame.From == Party.Client && AirAlgoWords.IsTokenPath(frame.Frame.Http?.Path):
                foreach (var connection in _waits.TakeDue(long.MaxValue, findings)) _waits.Stop(connection);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.Stop(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (!connection.IsOpen) continue;
            findings.Report(Fresh, _refused, "The client's token was refused and it asks for no fresh one", $"a request to {AirAlgoWords.TokenPath}", $"none in {Seconds.Show(Patience)}");
        }
    }
}
