using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The answer to unsubscribe, which the document leaves open (Subscription Methods 4).</summary>
/// <param name="stocks">What really was subscribed until now, named as in the request's answer.</param>
/// <param name="total">All that the client still has subscribed.</param>
internal sealed class Unsubscribed(IReadOnlyList<string> stocks, int total) : OdinReply("subscription_response", "success")
{
    public override void WriteData(Utf8JsonWriter json)
    {
        json.WriteString("action"u8, "unsubscribe"u8);
        OdinJson.WriteStrings(json, "unsubscribed_stocks"u8, stocks);
        json.WriteNumber("total_subscribed"u8, total);
    }
}
