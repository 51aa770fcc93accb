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
