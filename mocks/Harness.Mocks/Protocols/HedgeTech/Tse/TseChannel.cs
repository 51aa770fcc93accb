using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>One channel of §6: its word, what moves it, and its payload.</summary>
internal abstract class TseChannel(string word, MarketChange moves)
{
    public string Word { get; } = word;

    public MarketChange Moves { get; } = moves;

    /// <summary>Only funds have fund-info, only derivatives contract-info: for the others the channel stays silent.</summary>
    public virtual bool IsOfferedBy(Listing listing) => true;

    /// <summary>Writes the members of <c>data</c>.</summary>
    public abstract void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock);
}
