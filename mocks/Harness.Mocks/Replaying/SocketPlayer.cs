using System.Globalization;
using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Replaying;

/// <summary>Plays one recorded connection to one client.</summary>
internal sealed class SocketPlayer(ReplayOptions options, RecordedSocket recorded, MarkBook marks, WireConnection wire, Action<string> notice) : IWireHandler
{
    /// <summary>A client that says nothing for so long, where the recorded one did, does not follow the recording.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>More than this waits to be written only while nobody adds to it.</summary>
    private const long EnoughQueued = 128 * 1024;

    private readonly ClientProgress _client = new();
    private readonly CancellationTokenSource _over = new();
    private bool _follows = true;

    public async Task RunAsync(CancellationToken stopping)
    {
        var playing = PlayAsync(_over.Token);
        try
        {
            await wire.RunAsync(this, stopping);
        }
        finally
        {
            await _over.CancelAsync();
            await playing;
            _over.Dispose();
        }
    }

    void IWireHandler.OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload) => _client.Add(payload);

    void IWireHandler.OnClosed(WireClosed closed)
    {
        if (closed.Violation is { } violation) notice($"RFC 6455 §{violation.Section}: {violation.Message}; closed with {violation.Code}");
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var time = options.TimeProvider;
        var start = time.GetTimestamp();
        var late = TimeSpan.Zero;
        try
        {
            foreach (var step in recorded.Steps)
            {
                var due = (step.After / options.Speed) + late;
                if (options.Pace == ReplayPace.Recorded) await UntilAsync(due, start, cancellationToken);
                await FollowAsync(step, cancellationToken);
                var behind = time.GetElapsedTime(start) - due;

                // A client that was waited for moves the rest with it, so that gaps between messages stay as they were.
                if (step.Heard.Count > 0 && behind > TimeSpan.Zero) late += behind;
                if (!Send(step.Frame)) return;
                if (wire.Statistics.QueuedBytes > EnoughQueued) await wire.DrainAsync(cancellationToken);
            }

            if (wire.IsOpen) notice("the recording of this connection is over; it stays open, and silent");
        }
        catch (OperationCanceledException)
        {
            // The client has left, or the replay ends.
        }
    }

    private async Task UntilAsync(TimeSpan due, long start, CancellationToken cancellationToken)
    {
        var wait = due - options.TimeProvider.GetElapsedTime(start);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, options.TimeProvider, cancellationToken);
    }

    /// <summary>Waits until the client has said what it had said by then, or is found not to.</summary>
    private async Task FollowAsync(RecordedStep step, CancellationToken cancellationToken)
    {
        foreach (var then in step.Heard)
        {
            if (!_follows) return;
            var patience = options.Pace == ReplayPace.Step ? Timeout.InfiniteTimeSpan : Patience;
            if (await _client.NextAsync(patience, options.TimeProvider, cancellationToken) is { } now)
            {
                marks.Learn(then, now);
                continue;
            }

            _follows = false;
            notice(string.Create(CultureInfo.InvariantCulture, $"the client did not send what the recorded one sent here ({Shown(then)}); the recording goes on without it"));
        }
    }

    /// <returns>False when nothing more can be sent.</returns>
    private bool Send(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text:
                return wire.Send(Filled(frame));
            case FrameKind.Binary when frame.Reason is not null:
                return wire.Send(WireMessage.Raw(frame.Payload));
            case FrameKind.Binary:
                return wire.Send(WireMessage.Binary(frame.Payload.Span));
            case FrameKind.Ping:
                return wire.Send(WireMessage.Ping(frame.Payload.Span));
            case FrameKind.Pong:
                return wire.Send(WireMessage.Pong(frame.Payload.Span));
            case FrameKind.Close:
                wire.Close(frame.Code, frame.Code is null ? "" : CloseReason.Fit(frame.Reason ?? ""));
                return false;
            case FrameKind.Reset when frame.Reason == "reset":
                wire.Reset();
                return false;
            case FrameKind.Reset:
                wire.Cut();
                return false;
            default:
                notice($"the recording lacks {frame.Frames} frames here");
                return true;
        }
    }

    private WireMessage Filled(Frame frame)
    {
        if (frame.Payload.Span.IndexOf("redacted:"u8) < 0) return WireMessage.Text(frame.Payload.Span);
        return WireMessage.Text(Encoding.UTF8.GetBytes(marks.Fill(frame.Text)));
    }

    private static string Shown(Frame frame) => frame.Kind == FrameKind.Binary ? "binary" : frame.Text.Length > 60 ? frame.Text[..60] + "…" : frame.Text;
}
