namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Market Data Channel: a ticker's prices fit together.</summary>
internal sealed class TickerFold(VirtuosoSession session) : ChannelFold(session, VirtuosoWords.MarketData)
{
    private const string Range = "virtuoso.market-data.005";
    private const string Price = "virtuoso.market-data.006";
    private const string Spread = "virtuoso.market-data.007";
    private const string Volume = "virtuoso.market-data.008";

    public static IReadOnlyList<string> Clauses { get; } = [Range, Price, Spread, Volume];

    protected override void Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (Text(message.Root, "type"u8) != "ticker") return;
        var data = message.Data;
        var (low, high, price) = (Numbers.Read(data, "low"u8), Numbers.Read(data, "high"u8), Numbers.Read(data, "price"u8));
        if (low > high) findings.Report(Range, frame, "low is above high", "low at most high", $"low {Numbers.Show(low.Value)}, high {Numbers.Show(high.Value)}");
        else if (price < low || price > high) findings.Report(Price, frame, "price lies outside low and high", $"{(low is { } l ? Numbers.Show(l) : "?")} to {(high is { } h ? Numbers.Show(h) : "?")}", Numbers.Show(price!.Value));
        if (Numbers.Read(data, "bid"u8) is { } bid && Numbers.Read(data, "ask"u8) is { } ask && bid >= ask && bid > 0 && ask > 0)
        {
            findings.Report(Spread, frame, "bid is not below ask", "bid below ask", $"bid {Numbers.Show(bid)}, ask {Numbers.Show(ask)}");
        }

        ExpectNotNegative(Volume, frame, data, "volume", findings);
    }
}
