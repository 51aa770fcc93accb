using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Requests of one kind are answered, in time and rightly. A connection that ends first owes nothing.</summary>
internal abstract class ReplyFold(OdinSession session) : Fold
{
    /// <summary>The document names no time; nobody would wait longer.</summary>
    protected static readonly long Patience = Seconds.Of(10);

    private readonly Waits<OdinRequest> _waits = new();

    protected OdinSession Session => session;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Request is { } request && Concerns(request) && session.Of(frame.Connection) is { } asked)
        {
            findings.Applied();
            _waits.Start(request, frame.T + Patience, findings);
            Asked(frame, asked, request, findings);
        }

        if (session.Message is not { } message || session.Of(frame.Connection) is not { } connection) return;
        if (session.Answered is { } answered && Concerns(answered))
        {
            _waits.Stop(answered);
            Answered(frame, connection, answered, message, findings);
        }
        else
        {
            Unasked(frame, connection, message, findings);
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            if (request.Connection.End is null && session.Of(request.Connection) is { SpeaksBinary: false } connection) Silent(connection, request, findings);
        }
    }

    protected abstract bool Concerns(OdinRequest request);

    /// <summary>An answer came.</summary>
    protected abstract void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings);

    /// <summary>No answer came in time.</summary>
    protected abstract void Silent(OdinConnection connection, OdinRequest request, FindingSink findings);

    /// <summary>A request is sent.</summary>
    protected virtual void Asked(FrameView frame, OdinConnection connection, OdinRequest request, FindingSink findings)
    {
    }

    /// <summary>A message that answers nothing of this kind.</summary>
    protected virtual void Unasked(FrameView frame, OdinConnection connection, OdinMessage message, FindingSink findings)
    {
    }

    protected static void ReportSilence(string clause, OdinRequest request, string expected, FindingSink findings) =>
        findings.Report(clause, request.Frame, "The request is not answered", expected, $"nothing in {Seconds.Show(Patience)}");

    /// <summary>What an answer is, for people.</summary>
    protected static string Show(OdinMessage message)
    {
        var text = OdinMessage.Text(message.Root, "message"u8) is { } words ? $": {(words.Length <= 60 ? words : words[..60] + "…")}" : "";
        return $"type {message.Type}, status {message.Status ?? "none"}{text}";
    }
}
