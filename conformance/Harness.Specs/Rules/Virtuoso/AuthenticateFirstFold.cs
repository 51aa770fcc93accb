using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Authentication: a client authenticates, and asks for anything else only after that succeeded.</summary>
internal sealed class AuthenticateFirstFold(VirtuosoSession session) : Fold
{
    private const string Authenticates = "virtuoso.auth.001";
    private const string Waits = "virtuoso.auth.002";

    private static readonly long Patience = Seconds.Of(30);

    /// <summary>A server that waits 30 s for it ends the connection at about the moment that this fold would speak.</summary>
    private static readonly long NearlyPatience = Seconds.Of(25);

    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Authenticates, Waits];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Server:
                _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Text when frame.From == Party.Client && session.Request is { } request && session.Of(frame.Connection) is { } state:
                findings.Applied();
                if (request.Kind == RequestKind.Authenticate) _waits.Stop(frame.Connection);
                else if (request.Kind is RequestKind.Subscribe or RequestKind.Unsubscribe && !request.IsAuthenticated) Report(frame, state, findings);
                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                if (_waits.Stop(frame.Connection) && frame.From == Party.Server && frame.T - frame.Connection.AcceptedAt >= NearlyPatience) Silent(frame.Connection, frame.T, findings);
                break;
            case FrameKind.Gap:
                _waits.Stop(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings)) Silent(connection, now, findings);
    }

    private void Report(FrameView frame, VirtuosoConnection state, FindingSink findings)
    {
        _waits.Stop(frame.Connection);
        if (state.HasTried) findings.Report(Waits, frame, "The client asks for channels before its authentication has succeeded", "the event authenticated first", "a request before it");
        else findings.Report(Authenticates, frame, "The client asks for channels without having authenticated", "an authenticate message first", "none on this connection");
    }

    private static void Silent(Connection connection, long now, FindingSink findings) => findings.Report(
        Authenticates, (Frame?)null, $"The client does not authenticate on connection {connection.Number}", "an authenticate message once connected",
        $"none in {Seconds.Show(now - (connection.AcceptedAt ?? now))}");
}
