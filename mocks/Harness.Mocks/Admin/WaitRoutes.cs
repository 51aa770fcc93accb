using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Waiting for what will be said. The wait is real time, whatever the mock's clock shows: who calls lives outside.</summary>
internal sealed class WaitRoutes(MockHost host)
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public IReadOnlyList<AdminRoute> All =>
    [
        new("POST", "/messages/wait", "wait for frames: {where, count, within} and the filters of /messages; 408 with the closest when too few come", WaitAsync)
        {
            Body = new("Wait", IsRequired: false),
            Answers = [new("Waited", "there are enough: at once where there were before"), new("NotInTime", "there were too few in time", 408)],
        },
    ];

    private async Task<AdminReply> WaitAsync(AdminCall call, CancellationToken cancellationToken)
    {
        if (FrameQuery.ReadBody(call, host, out var problem) is not { } query) return AdminReply.Error(problem!);
        var within = DefaultWait;
        if (call.Text("within") is { } text && (!Duration.TryParse(text, out within) || within > LongestWait))
        {
            return AdminReply.Error(AdminProblem.At("/within", "a duration such as 500ms or 10s, at most 10m", text));
        }

        var count = (int)(call.Number("count") ?? 1);
        using var watch = new FrameWatch(host.Journal, query);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Stopping);
        using var patience = new CancellationTokenSource(within, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, patience.Token);
        try
        {
            await watch.UntilAsync(count, either.Token);
            await host.Connections.SettleAsync(end.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return NotInTime(query, watch.Found.Count, count, within);
        }

        return AdminReply.Json(json =>
        {
            json.WriteNumber("count", watch.Found.Count);
            JournalRoutes.Write(json, host.Redactor, JournalRoutes.Newest(watch.Found));
        });
    }

    private AdminReply NotInTime(FrameQuery query, int count, int wanted, TimeSpan within)
    {
        var closest = Closest(query);
        var near = closest is { } found ? $"; the closest differs at {found.Difference}" : "; nothing came near";
        return AdminReply.Json(
            json =>
            {
                json.WriteString("error", $"{count} of {wanted} came within {Duration.Show(within)}{near}");
                json.WriteNumber("count", count);
                json.WriteNumber("wanted", wanted);
                if (closest is not { } frame)
                {
                    json.WriteNull("closest");
                    return;
                }

                json.WriteStartObject("closest");
                json.WritePropertyName("message");
                JournalRoutes.Write(json, host.Redactor, frame.Session, frame.Frame);
                json.WriteString("path", frame.Difference.Path);
                json.WriteString("expected", frame.Difference.Expected);
                json.WriteString("actual", frame.Difference.Actual);
                json.WriteEndObject();
            },
            408);
    }

    /// <summary>The latest of those that agree in most; one that says something else comes nearer than one that says nothing of it.</summary>
    private (JournalSession Session, Frame Frame, MatchDifference Difference)? Closest(FrameQuery query)
    {
        (JournalSession, Frame, MatchDifference)? closest = null;
        var most = -1;
        foreach (var session in host.Journal.Sessions.Where(query.Takes))
        {
            foreach (var frame in session.Frames().Where(frame => query.Takes(session, frame)))
            {
                if (query.Where?.Explain(frame) is not { First: { } first } explanation) continue;
                var agreed = (2 * explanation.Agreed) + (first.Actual == MatchDifference.Missing ? 0 : 1);
                if (agreed < most) continue;
                (closest, most) = ((session, frame, Safe(query, session, frame, first)), agreed);
            }
        }

        return closest;
    }

    /// <summary>What differs once the secrets are taken out, as the frame is shown.</summary>
    private MatchDifference Safe(FrameQuery query, JournalSession session, Frame frame, MatchDifference difference)
    {
        var safe = host.Redactor.Redact(frame, session.Protocol);
        return safe == frame ? difference : query.Where!.Explain(safe)?.First ?? difference with { Actual = "a secret" };
    }
}
