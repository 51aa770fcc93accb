using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Virtuoso;

/// <summary>What a client of this protocol says.</summary>
internal static class VirtuosoPeer
{
    public static string Authenticate(DateTimeOffset now, string key = "demo-key", string secret = "demo-secret")
    {
        var timestamp = now.ToUnixTimeMilliseconds();
        var signature = Sign(timestamp.ToString(CultureInfo.InvariantCulture), secret);
        return JsonSerializer.Serialize(new { action = "authenticate", api_key = key, timestamp, signature });
    }

    public static string Sign(string timestamp, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"GET\n/ws\n{timestamp}\n")));

    public static string Subscribe(string[] channels, string[] symbols, string action = "subscribe", int? depth = null) => depth is null
        ? JsonSerializer.Serialize(new { action, channels, @params = new { exchange = "binance", symbols } })
        : JsonSerializer.Serialize(new { action, channels, @params = new { exchange = "binance", symbols, depth } });

    public static async Task<Peer> AuthenticateAsync(this PlayedMock mock, string key = "demo-key", string secret = "demo-secret")
    {
        var peer = await Peer.ConnectAsync(mock.Server, "/ws");
        peer.Send(Authenticate(mock.Clock.GetUtcNow(), key, secret));
        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("authenticated");
        return peer;
    }

    /// <summary>The next message of that event or channel; others are passed over.</summary>
    public static async Task<JsonElement> NextAsync(this Peer peer, string word)
    {
        while (true)
        {
            var message = await peer.NextJsonAsync();
            if (Word(message, "channel") == word || (Word(message, "channel") is null && Word(message, "event") == word)) return message;
        }
    }

    private static string? Word(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.GetString() : null;
}
