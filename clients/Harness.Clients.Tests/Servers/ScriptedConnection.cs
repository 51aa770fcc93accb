using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Clients.Tests.Servers;

/// <summary>One handshake and, once accepted, its connection, seen from the server.</summary>
internal sealed class ScriptedConnection(HttpContext context)
{
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebSocket? _socket;

    /// <summary>As sent, percent-encoding kept.</summary>
    public string PathAndQuery { get; } = context.Features.Get<IHttpRequestFeature>()!.RawTarget;

    public string? Authorization { get; } = context.Request.Headers.Authorization;

    /// <summary>The client's close code and reason.</summary>
    public Task<(int Code, string Reason)> ClosedAsync() => _closed.Task.Within("the client's close frame");

    public async Task AcceptAsync() => _socket ??= await context.WebSockets.AcceptWebSocketAsync();

    public void Refuse(int status) => context.Response.StatusCode = status;

    public async Task SendAsync(params string[] messages)
    {
        await AcceptAsync();
        foreach (string message in messages)
            await _socket!.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, default);
    }

    public async Task SendBinaryAsync(byte[] message)
    {
        await AcceptAsync();
        await _socket!.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, default);
    }

    public async Task CloseAsync(int code, string reason)
    {
        await AcceptAsync();
        await _socket!.CloseOutputAsync((WebSocketCloseStatus)code, reason, default);
        await UntilClosedAsync();
    }

    /// <summary>The connection ends without a close frame.</summary>
    public async Task CutAsync()
    {
        await AcceptAsync();
        context.Abort();
    }

    /// <summary>Ends the connection in one of the ways a table can name: <c>cut</c>, <c>close CODE</c> or <c>refuse STATUS</c>.</summary>
    public async Task PlayAsync(string ending)
    {
        switch (ending.Split(' '))
        {
            case ["cut"]:
                await CutAsync();
                break;
            case ["close", var code]:
                await CloseAsync(int.Parse(code, CultureInfo.InvariantCulture), "");
                break;
            case ["refuse", var status]:
                Refuse(int.Parse(status, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"Expected cut, close or refuse, but was '{ending}'.", nameof(ending));
        }
    }

    /// <summary>The next text message; null once the client has closed or gone.</summary>
    public async Task<string?> ReceiveAsync()
    {
        await AcceptAsync();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            var received = await _socket!.ReceiveAsync(buffer, default);
            if (received.MessageType != WebSocketMessageType.Close)
                return Encoding.UTF8.GetString(buffer, 0, received.Count);
            _closed.TrySetResult(((int)received.CloseStatus!, received.CloseStatusDescription ?? ""));
            if (_socket.State == WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        catch (WebSocketException)
        {
            // Gone without a close frame.
        }
        return null;
    }

    public async Task UntilClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }
    }
}
