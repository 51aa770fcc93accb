using System.Diagnostics.CodeAnalysis;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>The stocks there are, by symbol and by token (Subscription Methods).</summary>
internal sealed class OdinStocks
{
    private readonly Dictionary<string, OdinStock> _bySymbol = [];
    private readonly Dictionary<string, OdinStock> _byToken = [];
    private readonly Dictionary<Listing, OdinStock> _byListing = [];

    public OdinStocks(ProtocolSetting setting)
    {
        foreach (var instrument in setting.Instruments)
        {
            var listing = setting.World.Market.Find(instrument.Key)!;
            var stock = new OdinStock(instrument.Symbols["symbol"], instrument.Symbols["token"], instrument.Symbols["exchange"], listing);
            _bySymbol.TryAdd(stock.Symbol, stock);
            _byToken.TryAdd(stock.Token, stock);
            _byListing.TryAdd(listing, stock);
        }
    }

    public OdinStock? Of(Listing listing) => _byListing.GetValueOrDefault(listing);

    /// <summary>Finds what one item of <c>stocks</c> stands for; digits alone are a token.</summary>
    /// <param name="item">Trimmed, in upper case.</param>
    /// <param name="stock">The stock.</param>
    /// <param name="name">How answers name it.</param>
    public bool TryFind(string item, [NotNullWhen(true)] out OdinStock? stock, [NotNullWhen(true)] out string? name)
    {
        var isToken = !item.AsSpan().ContainsAnyExceptInRange('0', '9');
        stock = (isToken ? _byToken : _bySymbol).GetValueOrDefault(item);
        name = isToken ? stock?.FullName : stock?.Symbol;
        return stock is not null;
    }
}
