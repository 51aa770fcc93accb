using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Harness.Mocks.Server;

/// <summary>
/// Some clients put a Persian symbol into the request line as raw UTF-8 bytes, which the HTTP server refuses before anybody can say a word about it.
/// Here those bytes are percent-encoded first, in the first request of a connection: what a WebSocket handshake is.
/// </summary>
internal static class RawRequestLine
{
    private const int LongestLine = 1024 * 1024;

    /// <summary>Who sends nothing for so long is left to the HTTP server's own time-outs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        if (await ReadLineAsync(connection) is { } line) connection.Transport = new Prefixed(Encode(line), connection.Transport);
        await next(connection);
    };

    /// <summary>Takes the first line off the connection if it holds bytes that are not ASCII; otherwise leaves everything where it is.</summary>
    private static async Task<byte[]?> ReadLineAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        await using var patience = TimeProvider.System.CreateTimer(static reader => ((PipeReader)reader!).CancelPendingRead(), input, Patience, Timeout.InfiniteTimeSpan);
        await using var server = stopping.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), input);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(connection.ConnectionClosed);
                var buffer = read.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, buffer.GetPosition(1, end));
                    if (IsAscii(line))
                    {
                        input.AdvanceTo(buffer.Start);
                        return null;
                    }

                    var bytes = line.ToArray();
                    input.AdvanceTo(line.End);
                    return bytes;
                }

                if (read.IsCompleted || read.IsCanceled || buffer.Length > LongestLine)
                {
                    input.AdvanceTo(buffer.Start);
                    return null;
                }

                input.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            return null;
        }
    }

    private static bool IsAscii(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (!Ascii.IsValid(segment.Span)) return false;
        }

        return true;
    }

    private static byte[] Encode(byte[] line)
    {
        var encoded = new ArrayBufferWriter<byte>(line.Length * 2);
        foreach (var one in line)
        {
            if (one < 0x80)
            {
                encoded.GetSpan(1)[0] = one;
                encoded.Advance(1);
                continue;
            }

            var escape = encoded.GetSpan(3);
            escape[0] = (byte)'%';
            escape[1] = (byte)"0123456789ABCDEF"[one >> 4];
            escape[2] = (byte)"0123456789ABCDEF"[one & 15];
            encoded.Advance(3);
        }

        return encoded.WrittenSpan.ToArray();
    }

    private sealed class Prefixed(byte[] prefix, IDuplexPipe inner) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PrefixedReader(prefix, inner.Input);

        public PipeWriter Output => inner.Output;
    }

    /// <summary>Hands out the line that was rewritten, then whatever follows it on the connection.</summary>
    private sealed class PrefixedReader(byte[] prefix, PipeReader inner) : PipeReader
    {
        private ReadOnlySequence<byte> _prefix = new(prefix);

        public override bool TryRead(out ReadResult result)
        {
            if (_prefix.IsEmpty) return inner.TryRead(out result);
            result = new ReadResult(_prefix, isCanceled: false, isCompleted: false);
            return true;
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            TryRead(out var result) ? ValueTask.FromResult(result) : inner.ReadAsync(cancellationToken);

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            if (_prefix.IsEmpty) inner.AdvanceTo(consumed, examined);
            else _prefix = _prefix.Slice(consumed);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}
