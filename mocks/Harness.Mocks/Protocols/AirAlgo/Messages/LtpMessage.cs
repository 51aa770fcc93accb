using System.Globalization;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>
/// ltp (Supported Events 2, Real-Time Updates): for each token number the last trade's price (<c>ltp</c>, paisa, integer), quantity (<c>ltq</c>, integer)
/// and time (<c>ltt</c>, UTC, whole seconds).
/// </summary>
internal static class LtpMessage
{
    public static WireMessage Of(PhoenixWriter writer, string topic, IReadOnlyList<AirAlgoInstrument> instruments) =>
        writer.Push("ltp", topic, instruments, WritePayload);

    /// <summary>The same of recorded prices, by token.</summary>
    public static WireMessage OfRecorded(PhoenixWriter writer, string topic, IReadOnlyList<(string Token, JsonElement Price)> prices) =>
        writer.Push("ltp", topic, prices, static (json, prices) =>
        {
            foreach (var (token, price) in prices)
            {
                json.WritePropertyName(token);
                price.WriteTo(json);
            }
        });

    private static void WritePayload(Utf8JsonWriter json, IReadOnlyList<AirAlgoInstrument> instruments)
    {
        foreach (var instrument in instruments)
        {
            var trade = instrument.Listing.LastTrade;
            json.WriteStartObject(instrument.Token);
            json.WriteNumber("ltp"u8, (long)Paisa.Of(trade.Price));
            json.WriteNumber("ltq"u8, (long)trade.Quantity);
            json.WriteString("ltt"u8, trade.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
    }
}
