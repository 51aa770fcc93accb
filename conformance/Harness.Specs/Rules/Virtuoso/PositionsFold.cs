namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Positions Channel: cost and percentage follow from the other figures, as in the example.</summary>
internal sealed class PositionsFold(VirtuosoSession session) : ChannelFold(session, VirtuosoWords.Positions)
{
    private const string Cost = "virtuoso.positions.006";
    private const string Percentage = "virtuoso.positions.007";
    private const string SameMarket = "virtuoso.positions.008";
    private const string Side = "virtuoso.positions.009";

    public static IReadOnlyList<string> Clauses { get; } = [Cost, Percentage, SameMarket, Side];

    protected override void Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        var data = message.Data;
        var cost = Numbers.Read(data, "cost"u8);
        if (cost is { } paid && Numbers.Read(data, "amount"u8) is { } amount && Numbers.Read(data, "average_price"u8) is { } price && Numbers.Product(amount, price) is { } worth && !AreClose(paid, worth))
        {
            findings.Report(Cost, frame, "cost is not amount times average_price", Numbers.Show(worth), Numbers.Show(paid));
        }

        if (cost is { } basis && Numbers.Read(data, "unrealized_pnl"u8) is { } gain && Numbers.Read(data, "unrealized_pnl_percentage"u8) is { } percent && Numbers.Percent(gain, basis) is { } expected)
        {
            if (Math.Abs(expected - percent) > 0.01m) findings.Report(Percentage, frame, "unrealized_pnl_percentage is not unrealized_pnl in percent of cost", Numbers.Show(Math.Round(expected, 4)), Numbers.Show(percent));
        }

        ExpectSameMarket(SameMarket, frame, message, findings);
        ExpectSide(Side, frame, data, "long", "short", findings);
    }
}
