using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.HedgeTech.Tse;

/// <summary>One message of a stream: the envelope of section 6.</summary>
/// <param name="Channel">The channel's name; also one that no document lists, see <see cref="UnknownPayload"/>.</param>
/// <param name="SymbolIsin">The ISIN, when subscribed by ISIN.</param>
/// <param name="SymbolName">The name, when subscribed by name.</param>
/// <param name="Timestamp">When the server made it.</param>
/// <param name="Data">What it says.</param>
public sealed record TseMessage(string Channel, string? SymbolIsin, string? SymbolName, IsoTimestamp Timestamp, TsePayload Data)
{
    /// <summary>Whichever identifier the message carries.</summary>
    public string Symbol => SymbolIsin ?? SymbolName ?? "";
}
