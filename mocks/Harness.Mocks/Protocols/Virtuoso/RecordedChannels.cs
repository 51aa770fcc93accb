using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>Market data of a recording, brought to the channels of today: tickers and trades as they are, books no deeper than was asked for.</summary>
internal sealed class RecordedChannels(VirtuosoMock mock)
{
    /// <returns>Null for what is no ticker, book or trade of a symbol known here.</returns>
    public Action? Read(JsonElement message, ReadOnlyMemory<byte> utf8)
    {
        if (Text(message, "channel") is not { } channel || Text(message, "exchange") is not { } exchange || Text(message, "symbol") is not { } symbol) return null;
        if (mock.Find(exchange, symbol) is not { } at) return null;
        var text = WireMessage.Text(utf8.Span);
        return channel switch
        {
            "market_data" => () => mock.World.Recorded!.Publish([(at.Tickers, text)]),
            "trades" => () => at.Trades.Publish(text),
            "orderbook" => () => Publish(at, message),
            _ => null,
        };
    }

    /// <summary>What is known of a channel already; null where nothing is, and for trades, which are told as they happen.</summary>
    public WireMessage? First(string channel, VirtuosoListing at, int depth) => channel switch
    {
        "market_data" => mock.World.Recorded!.Last<WireMessage>(at.Tickers),
        "orderbook" when mock.World.Recorded!.Last<RecordedBook>(at) is { } last => At(last.Message, depth),
        _ => null,
    };

    private void Publish(VirtuosoListing at, JsonElement message)
    {
        mock.World.Recorded!.Remember(at, new RecordedBook(message));
        foreach (var (depth, topic) in at.Books)
        {
            if (topic.HasSubscribers) topic.Publish(At(message, depth));
        }
    }

    private static WireMessage At(JsonElement message, int depth)
    {
        var book = JsonNode.Parse(message.GetRawText())!;
        foreach (var side in (string[])["bids", "asks"])
        {
            if (book["data"] is not JsonObject data || data[side] is not JsonArray levels) continue;
            while (levels.Count > depth) levels.RemoveAt(levels.Count - 1);
        }

        return WireMessage.Text(book.ToJsonString());
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record RecordedBook(JsonElement Message);
}
