using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The answer to subscribe (Subscription Methods 1 and 2).</summary>
/// <param name="stocks">In the order of the request: a symbol as <c>SBIN</c>, a token as <c>SBIN (NSE)</c>.</param>
/// <param name="failed">What is not known, in the order of the request.</param>
/// <param name="total">All that the client has subscribed, not this request alone.</param>
internal sealed class Subscribed(IReadOnlyList<string> stocks, IReadOnlyList<string> failed, int total) : OdinReply("subscription_response", "success")
{
    public override void WriteData(Utf8JsonWriter json)
    {
        json.WriteString("action"u8, "subscribe"u8);
        OdinJson.WriteStrings(json, "subscribed_stocks"u8, stocks);
        OdinJson.WriteStrings(json, "failed_stocks"u8, failed);
        json.WriteNumber("total_subscribed"u8, total);
    }
}
