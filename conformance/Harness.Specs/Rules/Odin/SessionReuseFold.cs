using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>
/// Troubleshooting 4: a client comes back under the client_id that it had, its own or the one it was given. One that has several ids, a connection
/// for each, comes back under each of them.
/// </summary>
internal sealed class SessionReuseFold(OdinSession session, Connections connections) : Fold
{
    private const string SameId = "odin.session.003";
    private const int Most = 1_000;

    /// <summary>Whoever connects later than this after a loss may be another program.</summary>
    private static readonly long Patience = Seconds.Of(120);

    /// <summary>Ids whose last connection was lost, the oldest first.</summary>
    private readonly List<(string Id, long At)> _lost = [];

    public static IReadOnlyList<string> Clauses { get; } = [SameId];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            _lost.RemoveAll(lost => frame.T - lost.At > Patience);
            if (_lost.Count > 0 && OdinSession.IsEndpoint(frame.Connection)) Judge(frame, findings);
        }
        else if (frame is { Kind: FrameKind.Close or FrameKind.Reset, From: Party.Server } && ReferenceEquals(frame.Connection.End, frame.Frame) && _lost.Count < Most)
        {
            if (session.Of(frame.Connection) is { ClientId: { } id } && !session.HasOther(frame.Connection, id)) _lost.Add((id, frame.T));
        }
    }

    private void Judge(FrameView frame, FindingSink findings)
    {
        var ids = frame.Frame.Http?.Query?.Where(pair => pair.Key == "client_id").Select(pair => pair.Value).ToList() ?? [];
        if (_lost.RemoveAll(lost => ids.Contains(lost.Id)) > 0)
        {
            findings.Applied();
        }
        else if (connections.Open == 0)
        {
            // With a connection left it may be a new one beside it, under an id of its own.
            findings.Report(SameId, frame, "The client comes back under another client_id", string.Join(" or ", _lost.Select(lost => lost.Id).Distinct().Take(3)), ids.Count == 0 ? "none" : string.Join(", ", ids));
            _lost.Clear();
        }
    }
}
