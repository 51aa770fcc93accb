using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TradingApp;

/// <summary>The other client that is tested here: what becomes of one's own orders on Virtuoso.</summary>
public sealed class OrderFeed : IDisposable
{
    private readonly ClientWebSocket _connection = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    private OrderFeed()
    {
    }

    public static async Task<OrderFeed> OpenAsync(Uri socket, HttpMessageInvoker network, string key, string secret, TimeProvider time, CancellationToken stop)
    {
        OrderFeed feed = new();
        await feed._connection.ConnectAsync(socket, network, stop);
        long timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        string signed = string.Create(CultureInfo.InvariantCulture, $"GET\n/ws\n{timestamp}\n");
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
        await feed.SendAsync(new { action = "authenticate", api_key = key, timestamp, signature }, stop);
        await feed.NextAsync(message => message.TryGetProperty("event", out JsonElement word) && word.GetString() == "authenticated", stop);
        await feed.SendAsync(new { action = "subscribe", channels = new[] { "orders" }, @params = new { exchange = "binance", symbols = new[] { "BTCUSDT" } } }, stop);
        await feed.NextAsync(message => message.TryGetProperty("event", out JsonElement word) && word.GetString() == "subscribed", stop);
        return feed;
    }

    /// <summary>The next news of an order: its status, and how much of it is filled.</summary>
    public async Task<(string Status, decimal Filled)> NextAsync(CancellationToken stop)
    {
        JsonElement order = (await NextAsync(message => message.TryGetProperty("channel", out JsonElement channel) && channel.GetString() == "orders" && message.TryGetProperty("data", out _), stop)).GetProperty("data");
        return (order.GetProperty("status").GetString()!, order.GetProperty("filled").GetDecimal());
    }

    public void Dispose() => _connection.Dispose();

    private Task SendAsync(object message, CancellationToken stop) =>
        _connection.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, stop);

    private async Task<JsonElement> NextAsync(Func<JsonElement, bool> wanted, CancellationToken stop)
    {
        while (true)
        {
            WebSocketReceiveResult received = await _connection.ReceiveAsync(_buffer, stop);
            if (received.MessageType == WebSocketMessageType.Close) throw new IOException($"closed: {_connection.CloseStatusDescription}");
            JsonElement message = JsonElement.Parse(_buffer.AsSpan(0, received.Count));
            if (message.TryGetProperty("action", out JsonElement action) && action.GetString() == "ping") await SendAsync(new { action = "pong" }, stop);
            if (wanted(message)) return message;
        }
    }
}
