using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Virtuoso.Json;

/// <summary>From the members of a channel's data to a <see cref="VirtuosoMessage"/>.</summary>
internal static class VirtuosoMessageReader
{
    /// <exception cref="JsonException">A member is missing or of the wrong kind; the exception says which.</exception>
    public static VirtuosoMessage Read(in Incoming incoming)
    {
        if (incoming.Timestamp is not { } timestamp)
            throw new JsonException("The message has no \"timestamp\".");
        if (incoming.Data.IsEmpty)
            throw new JsonException("The message has no \"data\".");
        return new(incoming.Channel!, incoming.Exchange, incoming.Symbol, incoming.Type, incoming.Event, timestamp, ReadData(incoming));
    }

    private static VirtuosoPayload ReadData(in Incoming incoming) => (incoming.Channel, incoming.Type, incoming.Event) switch
    {
        (VirtuosoChannel.MarketData, null or "ticker", _) => OfSymbol(incoming, VirtuosoJson.Default.Ticker),
        (VirtuosoChannel.OrderBook, _, _) => OfSymbol(incoming, VirtuosoJson.Default.OrderBook),
        (VirtuosoChannel.Trades, _, _) => OfSymbol(incoming, VirtuosoJson.Default.Trade),
        (VirtuosoChannel.Orders, _, null or "update") => OfSymbol(incoming, VirtuosoJson.Default.Order),
        (VirtuosoChannel.Positions, _, null or "update") => OfSymbol(incoming, VirtuosoJson.Default.Position),
        (VirtuosoChannel.SystemEvents, _, "exchange_connection_status") => Read(incoming, VirtuosoJson.Default.ExchangeStatus),
        _ => new UnknownPayload(JsonSerializer.Deserialize(incoming.Data, VirtuosoJson.Default.JsonElement)),
    };

    private static TPayload OfSymbol<TPayload>(in Incoming incoming, JsonTypeInfo<TPayload> type)
        where TPayload : VirtuosoPayload =>
        incoming.Exchange is null || incoming.Symbol is null
            ? throw new JsonException($"The data of \"{incoming.Channel}\" has no \"exchange\" or no \"symbol\".")
            : Read(incoming, type);

    private static TPayload Read<TPayload>(in Incoming incoming, JsonTypeInfo<TPayload> type)
        where TPayload : VirtuosoPayload =>
        JsonSerializer.Deserialize(incoming.Data, type) ?? throw new JsonException($"The data of \"{incoming.Channel}\" is null.");
}
