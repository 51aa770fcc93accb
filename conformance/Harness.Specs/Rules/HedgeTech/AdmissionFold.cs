using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// A good request is accepted. Whether a symbol exists and a token is still honoured is the server's to know, so a rejection is held against it
/// only where the session shows that it contradicts itself.
/// </summary>
internal sealed class AdmissionFold(RuleContext context, HedgeTechSession session, AdmissionClauses clauses) : Fold
{
    private static readonly long Patience = Seconds.Of(30);
    private const int MostRemembered = 10_000;

    private readonly Waits<Connection> _waits = new();
    private readonly HashSet<string> _used = [];
    private readonly HashSet<(string Endpoint, string Symbol)> _served = [];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { Endpoint: { } endpoint } request) return;
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client:
                if (IsGood(request, frame.Frame)) _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Open:
                if (_waits.Stop(frame.Connection)) findings.Applied();
                break;
            case FrameKind.Text when frame.From == Party.Server && session.Message is { Symbol: >= 0 } message:
                if (_served.Count < MostRemembered) _served.Add((endpoint.Name, request.Symbols[message.Symbol]));
                Remember(request);
                break;
            case FrameKind.Refuse:
                _waits.Stop(frame.Connection);
                JudgeRefusal(frame, request, frame.Frame.Http?.Status ?? 0, findings);
                Remember(request);
                break;
            case FrameKind.Close or FrameKind.Reset:
                _waits.Stop(frame.Connection);
                if (frame.From == Party.Server && frame.Connection is { AcceptedAt: not null, ServerMessages: 0 } && ReferenceEquals(frame.Connection.End, frame.Frame))
                {
                    JudgeBlame(frame, request, frame.Frame.Reason ?? "", findings);
                }

                Remember(request);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            findings.Report(
                clauses.Accepted, (Frame?)null, $"The handshake of connection {connection.Number} is never answered", "HTTP 101, or a refusal",
                $"nothing in {Seconds.Show(Patience)}");
        }
    }

    private void JudgeRefusal(FrameView frame, HandshakeRequest request, int status, FindingSink findings)
    {
        var clause = request.Endpoint!.Name == session.Protocol.DefaultEndpoint.Name ? clauses.DefaultEndpoint : clauses.OtherEndpoint;
        if (status is 404 or 405) findings.Report(clause, frame, "The server does not know a documented endpoint", "a WebSocket endpoint at this path", $"HTTP {status}");
        else if (!IsGood(request, frame.Frame)) return;
        else if (status >= 500) findings.Report(clauses.Accepted, frame, "The server fails on a good request", "HTTP 101", $"HTTP {status}");
        else JudgeBlame(frame, request, ReasonOf(status, request, frame.Frame.Http?.Body ?? ""), findings);
    }

    /// <summary>HTTP 401 is about the token where nothing else is left: no body says why, and the symbols have been served before.</summary>
    private string ReasonOf(int status, HandshakeRequest request, string body) =>
        status == 401 && !clauses.MayLackAccess && string.IsNullOrWhiteSpace(body) && IsServed(request) ? "token" : body;

    private bool IsServed(HandshakeRequest request) => request.Symbols.All(symbol => _served.Contains((request.Endpoint!.Name, symbol)));

    /// <summary>A rejection that blames what this very session shows to be good.</summary>
    private void JudgeBlame(FrameView frame, HandshakeRequest request, string reason, FindingSink findings)
    {
        if (!IsGood(request, frame.Frame)) return;
        var actual = $"a rejection: {(reason.Length <= 80 ? reason : reason[..80] + "…")}";
        var blame = Blaming.Of(reason);
        if (blame.IsToken() || (blame == Blame.Authorization && !clauses.MayLackAccess))
        {
            // Later ones may have been revoked; the first use of a fresh token cannot have been.
            if (!_used.Contains(request.Credential!.Value.Secret))
            {
                findings.Report(clauses.Token, frame, "The server does not take a token that it has just issued", "the connection accepted", actual, Aspect.Close);
            }
        }
        else if (blame == Blame.Symbols && IsServed(request))
        {
            findings.Report(clauses.Accepted, frame, $"The server rejects {session.SymbolWord}s that it served before", "the connection accepted", actual, Aspect.Close);
        }
    }

    private bool IsGood(HandshakeRequest request, Frame frame) =>
        request is { IsComplete: true, IsIssuedHere: true }
        && RequestFaults.Find(request, session.ChannelsToAsk, context.Header.TimeOf(frame).ToUnixTimeSeconds() + 60) == RequestFault.None;

    private void Remember(HandshakeRequest request)
    {
        if (request.Credential is { } credential && _used.Count < MostRemembered) _used.Add(credential.Secret);
    }
}

/// <summary>
/// The clauses of <see cref="AdmissionFold"/>: issued tokens open the endpoints; each endpoint exists; good requests are accepted.
/// <see cref="MayLackAccess"/>: the document knows accounts that get a token and have no access, so that a mere refusal does not blame the token.
/// </summary>
internal sealed record AdmissionClauses(string Token, string DefaultEndpoint, string OtherEndpoint, string Accepted, bool MayLackAccess = false) : ClauseSet;
