using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Error Handling: requests that cannot be served get an error.</summary>
internal sealed class ErrorFold(OdinSession session) : ReplyFold(session)
{
    private const string Empty = "odin.errors.002";
    private const string EmptyText = "odin.errors.003";
    private const string EmptyUnsubscribe = "odin.errors.005";
    private const string UnknownAction = "odin.errors.006";
    private const string Malformed = "odin.errors.007";

    private const string NoSubscription = "No stocks provided for subscription";
    private const string NoUnsubscription = "No stocks provided for unsubscription";

    private readonly PerConnection<Frame[]> _malformed = new(() => new Frame[1]);

    public static IReadOnlyList<string> Clauses { get; } = [Empty, EmptyText, EmptyUnsubscribe, UnknownAction, Malformed];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        base.OnFrame(frame, findings);
        if (frame.Kind is not (FrameKind.Close or FrameKind.Reset) || frame.From != Party.Server || !ReferenceEquals(frame.Connection.End, frame.Frame)) return;
        if (_malformed.Find(frame.Connection) is [{ } malformed]) findings.Report(Malformed, malformed, "The server ends the connection over a request that is no JSON", "an error, and the connection goes on", "the end of the connection");
    }

    protected override bool Concerns(OdinRequest request) => request.IsEmpty || request.Kind is RequestKind.Unknown or RequestKind.Malformed;

    protected override void Asked(FrameView frame, OdinConnection connection, OdinRequest request, FindingSink findings)
    {
        if (request.Kind == RequestKind.Malformed) _malformed.Of(frame.Connection)[0] = frame.Frame;
    }

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        _malformed.Forget(frame.Connection);
        var words = OdinMessage.Text(message.Root, "message"u8) ?? "";
        if (message.Type != "error")
        {
            findings.Report(ClauseOf(request), frame, "A request that cannot be served is answered as if it could", "type error", Show(message));
        }
        else if (HoursFold.SpeaksOfClosing(message))
        {
            // While the market is closed that may be all a server says, whatever else is wrong with the request.
        }
        else if (request is { Kind: RequestKind.Subscribe } && words != NoSubscription)
        {
            findings.Report(EmptyText, frame, "The error has another text", NoSubscription, words);
        }
        else if (request is { Kind: RequestKind.Unsubscribe } && words != NoUnsubscription)
        {
            findings.Report(EmptyUnsubscribe, frame, "The error has another text", NoUnsubscription, words);
        }
        else if (request is { Kind: RequestKind.Unknown } && !words.StartsWith("Unknown action: ", StringComparison.Ordinal))
        {
            findings.Report(UnknownAction, frame, "The error has another text", "Unknown action: and its name", words);
        }
    }

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) => ReportSilence(ClauseOf(request), request, "type error", findings);

    private static string ClauseOf(OdinRequest request) => request.Kind switch
    {
        RequestKind.Subscribe => Empty,
        RequestKind.Unsubscribe => EmptyUnsubscribe,
        RequestKind.Unknown => UnknownAction,
        _ => Malformed,
    };
}
