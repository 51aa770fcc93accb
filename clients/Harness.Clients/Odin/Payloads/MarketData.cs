using System.Text.Json.Serialization;

namespace Harness.Clients.Odin.Payloads;

/// <summary>Market Data Streaming: the state of one stock.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Token">The token.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Ltp">Last traded price.</param>
/// <param name="Open">First price of the day.</param>
/// <param name="High">Highest price of the day.</param>
/// <param name="Low">Lowest price of the day.</param>
/// <param name="Close">Previous close.</param>
/// <param name="PrevClose">Previous close.</param>
/// <param name="Volume">Traded quantity.</param>
/// <param name="PercentChange">Change since the previous close, in percent.</param>
/// <param name="Week52High">Highest price of 52 weeks.</param>
/// <param name="Week52Low">Lowest price of 52 weeks.</param>
/// <param name="Week52HighDate">Its date, as sent.</param>
/// <param name="Week52LowDate">Its date, as sent.</param>
/// <param name="DayHigh">Highest price of the day.</param>
/// <param name="DayLow">Lowest price of the day.</param>
/// <param name="AvgVolume5d">Average quantity of five days.</param>
/// <param name="Timestamp">When this was so.</param>
/// <param name="LastUpdated">When the server learned it, as sent: RFC 3339 with more digits than .NET keeps.</param>
/// <param name="IsNewWeek52High">Whether this tick set the highest price.</param>
/// <param name="IsNewWeek52Low">Whether this tick set the lowest price.</param>
public sealed record MarketData(
    string Symbol,
    string Token,
    string Exchange,
    decimal Ltp,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal PrevClose,
    long Volume,
    decimal PercentChange,
    [property: JsonPropertyName("week_52_high")] decimal Week52High,
    [property: JsonPropertyName("week_52_low")] decimal Week52Low,
    [property: JsonPropertyName("week_52_high_date")] string Week52HighDate,
    [property: JsonPropertyName("week_52_low_date")] string Week52LowDate,
    decimal DayHigh,
    decimal DayLow,
    [property: JsonPropertyName("avg_volume_5d")] long AvgVolume5d,
    DateTimeOffset Timestamp,
    string LastUpdated,
    [property: JsonPropertyName("is_new_week_52_high")] bool IsNewWeek52High,
    [property: JsonPropertyName("is_new_week_52_low")] bool IsNewWeek52Low) : OdinPayload;
