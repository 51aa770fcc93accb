using System.IO.Pipelines;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Server.InProcess;

/// <summary>One in-memory stream as Kestrel wants a connection to look.</summary>
internal sealed class InProcessConnection : ConnectionContext, IConnectionEndPointFeature, IPeerResetFeature
{
    private readonly Stream _stream;
    private readonly CancellationTokenSource _closed = new();

    public InProcessConnection(Stream stream, string id)
    {
        _stream = stream;
        ConnectionId = id;
        Transport = new Duplex(
            PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
        ConnectionClosed = _closed.Token;
        Features.Set<IConnectionEndPointFeature>(this);
        Features.Set<IPeerResetFeature>(this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _stream.Dispose();
        _closed.Cancel();
    }

    public void Reset() => (_stream as InMemoryStream)?.Reset();

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        try
        {
            await Transport.Output.CompleteAsync();
        }
        catch (IOException)
        {
            // The peer has gone, and what was left to say with it. Kestrel forgets a connection only if its disposal succeeds, and waits for it when it stops.
        }

        await _stream.DisposeAsync();
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
