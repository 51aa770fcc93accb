using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Error Handling: what cannot be served is answered with an error, whose code fits as far as its words tell.</summary>
internal sealed class ErrorFold(VirtuosoSession session) : Fold
{
    private const string Answered = "virtuoso.errors.001";
    private const string SymbolForm = "virtuoso.errors.003";
    private const string BadRequest = "virtuoso.errors.004";
    private const string NotFound = "virtuoso.errors.005";
    private const string ReadOnly = "virtuoso.errors.006";
    private const string TooMany = "virtuoso.errors.007";
    private const string Stays = "virtuoso.errors.010";
    private const string WholeOrNothing = "virtuoso.subscribe.012";

    private static readonly long Patience = Seconds.Of(10);
    private static readonly long AtOnce = Seconds.Of(2);

    private readonly PerConnection<Last> _last = new(() => new Last());
    private readonly Waits<VirtuosoRequest> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Answered, SymbolForm, BadRequest, NotFound, ReadOnly, TooMany, Stays, WholeOrNothing];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Fault: not RequestFault.None, IsAuthenticated: true, Kind: not RequestKind.Authenticate } request:
                findings.Applied();
                _waits.Start(request, frame.T + Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { } message:
                if (message.Answers is { } answered && _waits.Stop(answered)) JudgeAnswer(frame, answered, message, findings);
                if (message.Event == "error") JudgeWords(frame, message, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                JudgeEnd(frame, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings)) Unanswered(request, $"nothing in {Seconds.Show(Patience)}", findings);
    }

    private static void Unanswered(VirtuosoRequest request, string actual, FindingSink findings)
    {
        // That params are needed is our reading; everything else cannot be served by anybody.
        var clause = request.Fault is RequestFault.BadParams or RequestFault.SomeBadChannels ? BadRequest : Answered;
        findings.Report(clause, request.Frame, $"The server does not say what is wrong with {What(request)}", "the event error with code 400", actual);
    }

    private static void JudgeAnswer(FrameView frame, VirtuosoRequest request, ServerMessage message, FindingSink findings)
    {
        if (message.Event != "error")
        {
            var clause = request.Fault switch { RequestFault.SomeBadChannels => WholeOrNothing, RequestFault.BadSymbol => SymbolForm, _ => BadRequest };
            findings.Report(clause, frame, $"The server takes {What(request)}", "the event error with code 400", $"the event {message.Event}");
        }
        else if (message.Code is { } code and not (400 or 401 or 429) && code < 500)
        {
            findings.Report(
                request.Fault == RequestFault.BadSymbol ? SymbolForm : BadRequest, frame, $"The server answers {What(request)} with another code", "code 400", $"code {Numbers.Show(code)}");
        }
    }

    private void JudgeWords(FrameView frame, ServerMessage message, FindingSink findings)
    {
        var last = _last.Of(frame.Connection);
        (last.ErrorAt, last.WasAuthenticated) = (frame.T, session.Of(frame.Connection)?.IsAuthenticated == true);
        if (message.Code is not { } code) return;
        var (clause, fitting) = message.Text switch
        {
            var text when Has(text, "symbol format") => (SymbolForm, 400),
            var text when Has(text, "too many") || Has(text, "rate limit") => (TooMany, 429),
            var text when Has(text, "not found") || Has(text, "does not exist") || Has(text, "unknown symbol") || Has(text, "unknown exchange") => (NotFound, 404),
            var text when Has(text, "read only") || Has(text, "read-only") || Has(text, "permission") => (ReadOnly, 403),
            _ => ("", 0),
        };
        if (fitting == 0 || code == fitting) return;
        findings.Report(clause, frame, $"The error \"{(message.Text.Length <= 60 ? message.Text : message.Text[..60] + "…")}\" has a code of another meaning", $"code {fitting}", $"code {Numbers.Show(code)}");
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        var isServersDoing = frame.From == Party.Server && frame.Kind != FrameKind.Gap && ReferenceEquals(frame.Connection.End, frame.Frame);
        foreach (var request in _waits.StopAll(frame.Connection))
        {
            if (frame.Kind == FrameKind.Gap) findings.Lost(Answered, frame);
            else if (isServersDoing && frame.T - request.Frame.T <= AtOnce) Unanswered(request, "the end of the connection", findings);
        }

        if (isServersDoing && frame.Kind == FrameKind.Close && _last.Find(frame.Connection) is { WasAuthenticated: true } last && frame.T - last.ErrorAt <= AtOnce)
        {
            findings.Report(Stays, frame, "The server ends the connection after an error", "the connection kept", $"an end {Seconds.Show(frame.T - last.ErrorAt)} after the error", Aspect.Close);
        }

        _last.Forget(frame.Connection);
    }

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string What(VirtuosoRequest request) => request.Fault switch
    {
        RequestFault.Malformed => "a message without a known action",
        RequestFault.BadChannels => "a request without a known channel",
        RequestFault.SomeBadChannels => "a request with an unknown channel among others",
        RequestFault.BadParams => "a request whose params are missing or of another kind",
        _ => "a request with a blank symbol",
    };

    private sealed class Last
    {
        public long ErrorAt { get; set; }

        public bool WasAuthenticated { get; set; }
    }
}
