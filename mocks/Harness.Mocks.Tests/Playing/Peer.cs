using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Harness.Mocks.Server;
using Harness.Wire;
using Harness.Wire.Handshakes;

namespace Harness.Mocks.Tests.Playing;

/// <summary>A client that does nothing by itself: it connects, in process or to a port as its mock will have it, and hands over what arrives.</summary>
internal sealed class Peer : IWireHandler, IAsyncDisposable
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<WireClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WireConnection _wire;
    private readonly Task _running;

    private Peer(WireConnection wire)
    {
        _wire = wire;
        _running = wire.RunAsync(this, CancellationToken.None);
    }

    public static async Task<(Peer? Peer, UpgradeResult Result)> TryConnectAsync(MockServer mock, string target, params (string Name, string Value)[] headers)
    {
        var request = new UpgradeRequest(new Uri(mock.SocketUrl, target))
        {
            Headers = [.. headers.Select(header => new KeyValuePair<string, string?>(header.Name, header.Value))],
            Dial = mock.Options.Transport == MockTransport.InProcess ? (_, cancellation) => mock.ConnectAsync(cancellation) : null,
            Time = TimeProvider.System,
        };
        return await TryConnectAsync(request);
    }

    public static async Task<(Peer? Peer, UpgradeResult Result)> TryConnectAsync(UpgradeRequest request)
    {
        var result = await WireHandshake.ConnectAsync(request, TestContext.Current.CancellationToken).Within("the handshake's answer");
        return (result.Connection is { } wire ? new Peer(wire) : null, result);
    }

    public static async Task<Peer> ConnectAsync(MockServer mock, string target, params (string Name, string Value)[] headers)
    {
        var (peer, result) = await TryConnectAsync(mock, target, headers);
        return peer ?? throw new ShouldAssertException($"expected a connection, but was {result.Response?.Status} {result.Fault}");
    }

    public Task<string> NextAsync() => _messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("a message");

    public async Task<JsonElement> NextJsonAsync()
    {
        using var document = JsonDocument.Parse(await NextAsync());
        return document.RootElement.Clone();
    }

    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var messages = new List<string>(count);
        while (messages.Count < count) messages.Add(await NextAsync());
        return messages;
    }

    /// <summary>Whether the connection has ended.</summary>
    public bool IsOver => _closed.Task.IsCompleted;

    /// <summary>How the connection ended, once it has.</summary>
    public Task<WireClosed> ClosedAsync() => _closed.Task.Within("the end of the connection");

    /// <summary>Everything that has arrived and was not taken yet.</summary>
    public IReadOnlyList<string> Drain()
    {
        var messages = new List<string>();
        while (_messages.Reader.TryRead(out var message)) messages.Add(message);
        return messages;
    }

    public void Send(string text) => _wire.Send(WireMessage.Text(text));

    public void Send(WireMessage message) => _wire.Send(message);

    public async ValueTask DisposeAsync()
    {
        _wire.Cut();
        await _running;
    }

    void IWireHandler.OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload) => _messages.Writer.TryWrite(Encoding.UTF8.GetString(payload.Span));

    void IWireHandler.OnClosed(WireClosed closed)
    {
        _closed.TrySetResult(closed);
        _messages.Writer.TryComplete();
    }
}
