using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>Troubleshooting 4: a client comes back under the client_id that it had, its own or the one it was given.</summary>
internal sealed class SessionReuseFold(OdinSession session, Connections connections) : Fold
{
    private const string SameId = "odin.session.003";

    /// <summary>Whoever connects later than this after a loss may be another program.</summary>
    private static readonly long Patience = Seconds.Of(120);

    private string? _had;
    private long _lostAt;

    public static IReadOnlyList<string> Clauses { get; } = [SameId];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            if (_had is { } had && frame.T - _lostAt <= Patience && OdinSession.IsEndpoint(frame.Connection)) Judge(frame, had, findings);
            _had = null;
        }
        else if (frame is { Kind: FrameKind.Close or FrameKind.Reset, From: Party.Server } && ReferenceEquals(frame.Connection.End, frame.Frame) && connections.Open == 0)
        {
            _had = session.Of(frame.Connection)?.ClientId;
            _lostAt = frame.T;
        }
    }

    private static void Judge(FrameView frame, string had, FindingSink findings)
    {
        findings.Applied();
        var ids = frame.Frame.Http?.Query?.Where(pair => pair.Key == "client_id").Select(pair => pair.Value).ToList() ?? [];
        if (!ids.Contains(had)) findings.Report(SameId, frame, "The client comes back under another client_id", had, ids.Count == 0 ? "none" : string.Join(", ", ids));
    }
}
