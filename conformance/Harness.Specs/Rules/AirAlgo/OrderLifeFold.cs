using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>The responses that an order gets: Pending once and then at most one end, or Rejected alone; under one number throughout.</summary>
internal sealed class OrderLifeFold(AirAlgoSession session) : Fold
{
    private const string Answered = "airalgo.response.001";
    private const string Confirmed = "airalgo.response.005";
    private const string Executed = "airalgo.response.006";
    private const string Rejected = "airalgo.response.007";
    private const string Life = "airalgo.response.010";
    private const string Number = "airalgo.response.011";
    private const string Transaction = "airalgo.response.012";

    private static readonly long Silence = Seconds.Of(30);

    private readonly Waits<AirAlgoRequest> _waits = new();
    private readonly Waits<OrderLife> _executions = new();
    private (Frame Frame, string Words)? _rejection;
    private bool _wasAnyTaken;

    public static IReadOnlyList<string> Clauses { get; } = [Answered, Confirmed, Executed, Rejected, Life, Number, Transaction];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Order, IsJoined: true, Order: { IsValid: true } } request:
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { } message:
                if (message.Answers is { } answered && _waits.Stop(answered) && message.IsError) JudgeError(frame, message, findings);
                if (session.Life is { } life) Judge(frame, message, life, findings);
                break;
            case FrameKind.Close or FrameKind.Reset:
                _waits.StopAll(frame.Connection);
                _executions.StopAll(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Answered, request.Frame, "An order is not answered", "order_response", $"none in {Seconds.Show(AirAlgoWords.Patience)}");
        }

        foreach (var life in _executions.TakeDue(now, findings))
        {
            findings.Inconclusive(
                Executed, null, $"The market order that frame {life.First.Connection}.{life.First.Index} confirms was neither executed nor rejected: a quiet market, or a server that does not tell",
                "a second response", $"none in {Seconds.Show(Silence)}");
        }
    }

    /// <summary>A closed market or an account without means may reject whatever is sent: then nothing was seen of what follows a confirmation.</summary>
    public override void End(long observedUntil, FindingSink findings)
    {
        if (_wasAnyTaken || _rejection is not { } rejection) return;
        findings.Inconclusive(
            Confirmed, null, $"No order was taken, so that neither a confirmation nor an execution was seen (frame {rejection.Frame.Connection}.{rejection.Frame.Index} is the first rejection)",
            "a good order confirmed with status Pending", $"Rejected: {rejection.Words}");
    }

    private static void JudgeError(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (message.Reason == AirAlgoWords.InvalidToken) return;
        findings.Report(Rejected, frame, "An order is refused with another message than the document's", "order_response with status Rejected", $"phx_reply with the reason {AirAlgoWords.Short(message.Reason)}");
    }

    private void Judge(FrameView frame, ServerMessage message, OrderLife life, FindingSink findings)
    {
        findings.Applied();
        _executions.Stop(life);
        var status = message.Status;
        if (session.IsFirstWord)
        {
            Note(frame, message, life);
            if (status == "Executed") findings.Report(Confirmed, frame, "An order is executed that was not confirmed", "status Pending first", "status Executed");
            if (status == "Pending" && life.Kind == "market") _executions.Start(life, frame.T + Silence, findings, frame.Connection);
            return;
        }

        if (life.IsOver) findings.Report(Life, frame, "A response comes for an order that is over", "nothing after Executed or Rejected", $"status {AirAlgoWords.Short(status)}");
        else if (status == "Pending" && life.WasPending) findings.Report(Life, frame, "An order is confirmed twice", "Pending once", "Pending again");
        Same(frame, message, "order_number", Number, life.Number, findings);
        Same(frame, message, "transaction_id", Transaction, life.Transaction, findings);
    }

    private void Note(FrameView frame, ServerMessage message, OrderLife life)
    {
        if (message.Status != "Rejected") _wasAnyTaken = true;
        else if (life.Request is { Order.IsValid: true }) _rejection ??= (frame.Frame, AirAlgoWords.Short(AirAlgoWords.Text(message.Payload, "error") ?? AirAlgoWords.Text(message.Payload, "message")));
    }

    private static void Same(FrameView frame, ServerMessage message, string name, string clause, decimal? before, FindingSink findings)
    {
        if (before is not { } expected || !message.Payload.TryGetProperty(name, out var member) || Numbers.Read(member) is not { } now || now == expected) return;
        findings.Report(clause, frame, $"{name} changes from response to response", Numbers.Show(expected), Numbers.Show(now));
    }
}
