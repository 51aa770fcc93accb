using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Load.Judging;

/// <summary>Judges one client's session as it happens: each connection is a session of its own.</summary>
internal sealed class SessionJudge
{
    private const int Socket = 2;
    private const int Exchange = 1;

    private readonly Lock _gate = new();
    private readonly Func<long> _elapsed;
    private readonly Judge _judge;
    private int _index;
    private int _exchangeIndex;
    private bool _isOver;

    public SessionJudge(int number, string protocol, DateTimeOffset started, Func<long> elapsed, FindingCounts counts)
    {
        _elapsed = elapsed;
        // Its own findings say more than the connection's number would: the client is ours.
        var header = new TranscriptHeader { Session = FormattableString.Invariant($"load-{number}"), Protocol = protocol, Started = started };
        _judge = new Judge(header, new JudgeOptions { Duties = false }, finding =>
        {
            if (finding.Party == Party.Server) counts.Add(finding);
        });
    }

    public void Requested(HttpExchange request) => Add(FrameKind.Http, Party.Client, http: request, isExchange: true);

    public void Answered(HttpExchange response) => Add(FrameKind.Http, Party.Server, http: response, isExchange: true);

    public void Opens(HttpExchange request) => Add(FrameKind.Open, Party.Client, http: request);

    public void Opened(HttpExchange response) => Add(response.Status == 101 ? FrameKind.Open : FrameKind.Refuse, Party.Server, http: response);

    public void Received(FrameKind kind, ReadOnlySpan<byte> payload) => Add(kind, Party.Server, payload);

    public void ReceivedClose(int? code, string? reason) => Add(FrameKind.Close, Party.Server, code: code, reason: reason);

    public void ReceivedReset(string how) => Add(FrameKind.Reset, Party.Server, reason: how);

    public void Sent(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (kind == FrameKind.Close) Add(kind, Party.Client, code: payload.Length < 2 ? null : (payload[0] << 8) | payload[1]);
        else Add(kind, Party.Client, payload);
    }

    /// <summary>The run is over: what comes after it is not judged.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            _judge.End(_elapsed());
        }
    }

    private void Add(FrameKind kind, Party from, ReadOnlySpan<byte> payload = default, int? code = null, string? reason = null, HttpExchange? http = null, bool isExchange = false)
    {
        var bytes = payload.ToArray();
        lock (_gate)
        {
            if (_isOver) return;
            // The time is taken under the lock, so that the order of frames is the order of time.
            _judge.OnFrame(new Frame
            {
                T = _elapsed(),
                Connection = isExchange ? Exchange : Socket,
                Index = isExchange ? _exchangeIndex++ : _index++,
                From = from,
                Kind = kind,
                Payload = bytes,
                Code = code,
                Reason = reason,
                Http = http,
            });
        }
    }
}
