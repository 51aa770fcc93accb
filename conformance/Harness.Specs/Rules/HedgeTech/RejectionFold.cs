using System.Globalization;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// What a server does with a request that is surely wrong. Both documents contradict themselves on the form, so that accepting and closing with
/// 1008 is as right as refusing the handshake; serving such a request is not.
/// </summary>
internal sealed class RejectionFold(RuleContext context, HedgeTechSession session, RejectionClauses clauses) : Fold
{
    /// <summary>What "at once" may take, network included.</summary>
    private static readonly long AtOnce = Seconds.Of(5);

    /// <summary>A rejection this soon after the handshake is the handshake's, though data came first; later, something may have changed.</summary>
    private static readonly long Afterthought = Seconds.Of(2);

    private readonly PerConnection<Suspect> _suspects = new(() => new Suspect());
    private readonly Waits<Connection> _waits = new();

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client:
                Consider(frame, findings);
                break;
            case FrameKind.Gap:
                if (_suspects.Find(frame.Connection) is { } lost) findings.Lost(lost.Clause, frame);
                Acquit(frame.Connection);
                break;
            case FrameKind.Refuse:
                JudgeRefusal(frame, _suspects.Find(frame.Connection), findings);
                Acquit(frame.Connection);
                break;
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Server && _suspects.Find(frame.Connection) is { } suspect:
                ReportServed(frame, suspect, findings);
                Acquit(frame.Connection);
                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                JudgeEnd(frame, findings);
                Acquit(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (_suspects.Find(connection) is not { } suspect) continue;
            Acquit(connection);
            var clause = suspect.Fault is RequestFault.NoToken or RequestFault.BadToken ? clauses.AtOnce : suspect.Clause;
            findings.Report(
                clause, suspect.Opened, $"The server keeps a connection open whose request has {suspect.What}", $"close 1008, or a refused handshake, within {Seconds.Show(AtOnce)}",
                $"a connection still open after {Seconds.Show(now - suspect.Opened.T)}", Aspect.Close);
        }
    }

    private void Consider(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { Endpoint: not null } request) return;
        var now = context.Header.TimeOf(frame.Frame).ToUnixTimeSeconds();
        var fault = RequestFaults.Find(request, session.ChannelsToAsk, now);
        if (fault == RequestFault.None || (fault == RequestFault.WrappedToken && context.Stances["ht.bearer"] == "accept")) return;
        findings.Applied();
        var suspect = _suspects.Of(frame.Connection);
        suspect.Fault = fault;
        suspect.Opened = frame.Frame;
        (suspect.Clause, suspect.What) = fault switch
        {
            RequestFault.NoToken => (clauses.NoToken, "no token"),
            RequestFault.BadToken => (clauses.BadToken, RequestFaults.WhyBad(request, now)!),
            RequestFault.WrappedToken => (clauses.Wrapped, "a word or marks around its token"),
            RequestFault.Missing => (clauses.Missing, session.ChannelsToAsk.Count > 0 ? "no symbols or no channels" : $"no {session.SymbolWord}s"),
            RequestFault.BadChannels => (clauses.BadChannels ?? clauses.OneBad, "channels that do not exist"),
            RequestFault.SomeBadChannels => (clauses.OneBad, "a channel that does not exist among others"),
            _ => (clauses.Joined, "values joined by commas"),
        };
        _waits.Start(frame.Connection, frame.T + AtOnce, findings);
    }

    private void ReportServed(FrameView frame, Suspect suspect, FindingSink findings)
    {
        var clause = suspect.Fault switch
        {
            RequestFault.NoToken => clauses.Served,
            RequestFault.BadToken => clauses.BadTokenServed,
            RequestFault.BadChannels => clauses.Unverified,
            _ => suspect.Clause,
        };
        findings.Report(clause, frame, $"The server serves a request with {suspect.What}", "no data, and close 1008 or a refused handshake", "a message");
    }

    private void JudgeRefusal(FrameView frame, Suspect? suspect, FindingSink findings)
    {
        var status = frame.Frame.Http?.Status ?? 0;
        var actual = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        if (suspect is not null && status is < 400 or >= 500)
        {
            findings.Report(suspect.Clause, frame, $"The server fails on a request with {suspect.What} instead of rejecting it", "close 1008, or HTTP 403", actual, Aspect.Close);
        }
        else if (status is >= 400 and < 500 and not 403 && (suspect is not null || status is not (404 or 405)))
        {
            findings.Report(clauses.Form, frame, "The server refuses the handshake with another status", "close 1008, or HTTP 403", actual, Aspect.Close);
        }
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || frame.Connection.AcceptedAt is not { } accepted) return;
        var end = frame.Frame;
        if (frame.Connection.ServerMessages > 0)
        {
            if (end.Code == 1008 && frame.T - accepted <= Afterthought) JudgeLateRejection(frame, findings);
            return;
        }

        var suspect = _suspects.Find(frame.Connection);
        var (clause, what) = suspect is not null ? (suspect.Clause, suspect.What) : BlamedOn(end.Reason);
        if (clause is not null && end.Code != 1008)
        {
            var actual = end.Kind == FrameKind.Reset ? "a connection cut without a close frame" : end.Code is { } code ? $"close {code}" : "a close frame without a code";
            findings.Report(clause, frame, $"The server rejects a request with {what} in another way", "close 1008, or a refused handshake", actual, Aspect.Close);
        }
        else if (end.Code == 1008)
        {
            findings.Applied();
            if (string.IsNullOrWhiteSpace(end.Reason)) findings.Report(clauses.Reason, frame, "The rejection does not say why", "a reason that names the cause", "no reason", Aspect.Close);
            if (clauses.SymbolsAtOnce is { } atOnce && Blaming.Of(end.Reason) == Blame.Symbols && frame.T - accepted > AtOnce)
            {
                findings.ReportTime(
                    atOnce, frame, frame.T - accepted - AtOnce, $"The server takes its time to reject {session.SymbolWord}s", $"close 1008 within {Seconds.Show(AtOnce)}",
                    $"{Seconds.Show(frame.T - accepted)} after it accepted the connection", Aspect.Close);
            }
        }
    }

    /// <summary>What should have been looked at first turns out to be wrong when data has been sent already.</summary>
    private void JudgeLateRejection(FrameView frame, FindingSink findings)
    {
        var blame = Blaming.Of(frame.Frame.Reason);
        var clause = blame == Blame.Symbols ? clauses.SymbolsVerified : blame is Blame.Access or (Blame.Access | Blame.Authorization) ? clauses.AccessVerified : null;
        if (clause is null) return;
        findings.Report(
            clause, frame, "The server serves a request and rejects it then", "verification before the first message",
            $"data, then close 1008: {frame.Frame.Reason}", Aspect.Close);
    }

    /// <summary>What a server says it rejects, where the request itself does not show it.</summary>
    private (string? Clause, string What) BlamedOn(string? reason)
    {
        var blame = Blaming.Of(reason);
        if (blame.HasFlag(Blame.Symbols)) return (clauses.BadSymbols, $"{session.SymbolWord}s that it does not know");
        if (blame.HasFlag(Blame.Access) && clauses.NoAccess is { } noAccess) return (noAccess, "an account that has no access");
        return blame.HasFlag(Blame.Token) || blame.HasFlag(Blame.Authorization) ? (clauses.BadToken, "a token that it does not take") : (null, "");
    }

    private void Acquit(Connection connection)
    {
        _suspects.Forget(connection);
        _waits.Stop(connection);
    }

    private sealed class Suspect
    {
        public RequestFault Fault { get; set; }

        public Frame Opened { get; set; } = null!;

        public string Clause { get; set; } = "";

        public string What { get; set; } = "";
    }
}

/// <summary>The clauses of <see cref="RejectionFold"/>.</summary>
/// <param name="Served">Only callers with a valid JWT are served: one without any was.</param>
/// <param name="BadTokenServed">The token is verified first: one that is surely bad was served.</param>
/// <param name="NoToken">A connection without a token is closed with 1008.</param>
/// <param name="BadToken">An invalid JWT is answered with 1008.</param>
/// <param name="Wrapped">A token behind a scheme word is rejected.</param>
/// <param name="Unverified">What fails verification is never served.</param>
/// <param name="AtOnce">An unauthorised connection is ended at once.</param>
/// <param name="Form">Both forms of rejection are right.</param>
/// <param name="Reason">A rejection names its cause.</param>
/// <param name="Missing">Nothing asked for is rejected.</param>
/// <param name="OneBad">One bad value among good ones rejects all.</param>
/// <param name="Joined">Joined values are one unknown value.</param>
/// <param name="BadSymbols">Invalid symbols are answered with 1008.</param>
/// <param name="BadChannels">Invalid channels are answered with 1008; null where there are none.</param>
/// <param name="NoAccess">Access that an account does not have is answered with 1008; null where no account lacks it.</param>
/// <param name="SymbolsAtOnce">Invalid symbols end a connection at once; null where the document does not say so.</param>
/// <param name="SymbolsVerified">The symbols are verified before data is sent.</param>
/// <param name="AccessVerified">The account's access is verified before data is sent.</param>
internal sealed record RejectionClauses(
    string Served, string BadTokenServed, string NoToken, string BadToken, string Wrapped, string Unverified, string AtOnce, string Form, string Reason,
    string Missing, string OneBad, string Joined, string BadSymbols, string? BadChannels = null,
    string? NoAccess = null, string? SymbolsAtOnce = null, string? SymbolsVerified = null, string? AccessVerified = null) : ClauseSet;
