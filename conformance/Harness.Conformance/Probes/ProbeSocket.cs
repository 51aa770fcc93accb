using Harness.Fixtures.Transcripts;
using Harness.Wire;
using Harness.Wire.Handshakes;

namespace Harness.Conformance.Probes;

/// <summary>One WebSocket of a probe, from its handshake to its end, written down.</summary>
internal sealed class ProbeSocket : IAsyncDisposable
{
    private readonly ProbeConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private ProbeSocket(ProbeConnection connection, Func<ProbeSocket, Task> run)
    {
        _connection = connection;
        _running = run(this);
    }

    /// <summary>The connection, once the server has accepted it.</summary>
    public WireConnection? Wire { get; private set; }

    /// <summary>Completes when the handshake has been answered, or cannot be any more.</summary>
    public Task Answered => _answered.Task;

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins a handshake; what comes of it stands in the recording.</summary>
    public static ProbeSocket Open(ProbeRecorder recorder, ProbeTarget target, ProbeRequest request, TimeProvider time)
    {
        var handshake = ProbeHandshake.Of(target, request);
        var connection = recorder.Begin();
        connection.Add(FrameKind.Open, Party.Client, handshake.Exchange);
        var upgrade = handshake.ToRequest() with
        {
            Time = time,
            Timeout = target.HandshakeTimeout,
            Dial = target.Dial is { } dial ? (_, cancellation) => dial(cancellation) : null,
            TrustAnyCertificate = target.TrustAnyCertificate,
            Observer = new ProbeWire(connection),
        };
        return new ProbeSocket(connection, socket => socket.RunAsync(upgrade));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(UpgradeRequest request)
    {
        try
        {
            var result = await WireHandshake.ConnectAsync(request, _stop.Token);
            Note(result);
            Wire = result.Connection;
            _answered.TrySetResult();
            if (Wire is not null) await Wire.RunAsync((ProbeWire)request.Observer!, _stop.Token);
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ArgumentException)
        {
            if (Wire is null && problem is not OperationCanceledException) _connection.Add(FrameKind.Reset, Party.Server, default, null, problem.Message);
        }
        finally
        {
            _answered.TrySetResult();
        }
    }

    private void Note(UpgradeResult result)
    {
        if (result.Response is { } response)
        {
            var answer = new HttpExchange { Status = response.Status, Headers = response.Headers, Body = System.Text.Encoding.UTF8.GetString(response.Body.Span) };
            _connection.Add(response.Status == 101 ? FrameKind.Open : FrameKind.Refuse, Party.Server, answer);
        }

        if (result.Fault is not null) _connection.Add(FrameKind.Reset, result.Response is null ? Party.Server : Party.Client, default, null, result.Fault);
    }
}
