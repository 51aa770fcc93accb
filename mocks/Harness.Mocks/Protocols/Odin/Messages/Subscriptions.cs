using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The answer to get_subscriptions (Subscription Methods 5): the same stocks in both lists, at the same places.</summary>
internal sealed class Subscriptions(IReadOnlyCollection<OdinStock> stocks) : OdinReply("subscriptions", "success")
{
    public override void WriteData(Utf8JsonWriter json)
    {
        OdinJson.WriteStrings(json, "subscribed_tokens"u8, stocks.Select(stock => stock.Token));
        OdinJson.WriteStrings(json, "subscribed_symbols"u8, stocks.Select(stock => stock.Symbol));
        json.WriteNumber("total_subscribed"u8, stocks.Count);
    }
}
