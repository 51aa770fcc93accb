using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>One stock, and everybody who is subscribed to it: they all get the same bytes.</summary>
internal sealed class OdinStock(string symbol, string token, string exchange, Listing listing)
{
    public string Symbol { get; } = symbol;

    public string Token { get; } = token;

    public string Exchange { get; } = exchange;

    public Listing Listing { get; } = listing;

    public Topic Topic { get; } = new();

    /// <summary>How a stock that was asked for by its token is named: <c>SBIN (NSE)</c>.</summary>
    public string FullName { get; } = $"{symbol} ({exchange})";
}
