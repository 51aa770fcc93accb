using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TradingApp;

/// <summary>
/// The client that is tested here: best limits of the Tehran stock exchange, from a token over a subscription in the query to prices, and back again with a
/// new token when the server closes with 1008. Yours is in a project of its own.
/// </summary>
public sealed class PriceFeed(Uri http, Uri socket, HttpMessageInvoker network, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What stands before the token. The document says: nothing.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>The best bid of each message, until cancelled.</summary>
    public async IAsyncEnumerable<decimal> BidsAsync(string isin, [EnumeratorCancellation] CancellationToken stop = default)
    {
        while (true)
        {
            using ClientWebSocket connection = new();
            connection.Options.SetRequestHeader("Authorization", Scheme + await TokenAsync(stop));
            await connection.ConnectAsync(new Uri($"{socket}?channels=best-limit&symbol_isins={isin}"), network, stop);
            while (await NextAsync(connection, stop) is { } message) yield return message.GetProperty("data").GetProperty("1").GetProperty("buy_price").GetDecimal();
            if (connection.CloseStatus == WebSocketCloseStatus.PolicyViolation) await connection.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
            await Task.Delay(Pause, time, stop);
        }
    }

    private async Task<string> TokenAsync(CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, http) { Content = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]) };
        using HttpResponseMessage answer = await network.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(stop)).GetProperty("Authorization").GetString()!;
    }

    /// <summary>Null when the server has closed.</summary>
    private static async Task<JsonElement?> NextAsync(WebSocket connection, CancellationToken stop)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[4096];
        while (true)
        {
            WebSocketReceiveResult received = await connection.ReceiveAsync(buffer, stop);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return JsonElement.Parse(Encoding.UTF8.GetString(message.ToArray()));
        }
    }
}
