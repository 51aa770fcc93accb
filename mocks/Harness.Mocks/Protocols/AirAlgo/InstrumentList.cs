using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>What can be subscribed and traded, by token number and by listing.</summary>
internal sealed class InstrumentList
{
    private readonly Dictionary<string, AirAlgoInstrument> _byToken = [];
    private readonly Dictionary<Listing, AirAlgoInstrument> _byListing = [];

    public InstrumentList(ProtocolSetting setting)
    {
        foreach (var instrument in setting.Instruments)
        {
            var listed = new AirAlgoInstrument(instrument.Symbols["token"], instrument.Symbols["symbol"], instrument.Kind, setting.World.Market.Find(instrument.Key)!);
            if (_byToken.TryAdd(listed.Token, listed)) _byListing.TryAdd(listed.Listing, listed);
        }
    }

    public AirAlgoInstrument? Find(string token) => _byToken.GetValueOrDefault(token);

    public AirAlgoInstrument? Find(Listing listing) => _byListing.GetValueOrDefault(listing);
}

/// <param name="Token">The token number that the wire calls it by: <c>2885</c>.</param>
/// <param name="Symbol"><c>RELIANCE</c>.</param>
internal sealed record AirAlgoInstrument(string Token, string Symbol, InstrumentKind Kind, Listing Listing)
{
    public bool IsFuture => Kind == InstrumentKind.Derivative;
}
