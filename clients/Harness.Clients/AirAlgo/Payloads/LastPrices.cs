using System.Globalization;
using System.Text.Json.Serialization;

namespace Harness.Clients.AirAlgo.Payloads;

/// <summary>Event <c>ltp</c>: the last trades, in one message or in the answer to a subscription.</summary>
/// <param name="ByToken">By the instrument's token number.</param>
public sealed record LastPrices(IReadOnlyDictionary<string, LastPrice> ByToken) : AirAlgoPayload;

/// <summary>The last trade of an instrument.</summary>
/// <param name="Ltp">Its price, in paisa.</param>
/// <param name="Ltq">Its quantity.</param>
/// <param name="Ltt">When it happened, as sent: ISO 8601, UTC.</param>
public sealed record LastPrice(long Ltp, long Ltq, string Ltt)
{
    /// <summary><see cref="Ltt"/> as an instant; null where it cannot be read.</summary>
    [JsonIgnore]
    public DateTimeOffset? TradedAt =>
        DateTimeOffset.TryParse(Ltt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
