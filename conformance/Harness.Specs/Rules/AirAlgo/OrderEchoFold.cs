using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A response is about the order that was placed.</summary>
internal sealed class OrderEchoFold(AirAlgoSession session) : Fold
{
    private const string Words = "airalgo.response.013";
    private const string Volume = "airalgo.response.014";
    private const string Prices = "airalgo.response.015";
    private const string Buy = "airalgo.response.016";
    private const string Sell = "airalgo.response.020";

    public static IReadOnlyList<string> Clauses { get; } = [Words, Volume, Prices, Buy, Sell];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { Event: "order_response" } message) return;
        if (session.Life?.Request?.Order is not { } order) return;
        findings.Applied();
        Text(frame, message, "token_number", order.Token, findings);
        Text(frame, message, "market_limit_sl", order.Kind, findings);

        // What a quantity below zero is turned into is nobody's business.
        if (order.Quantity is > 0) Figure(frame, message, "volume", Volume, order.Quantity, findings);
        Figure(frame, message, "price", Prices, order.Price, findings);
        Figure(frame, message, "trigger_price", Prices, order.Trigger, findings);
        if (AirAlgoWords.Text(message.Payload, "buy_sell") is not { } side) return;
        if (order.Side == "B" && side != "1") findings.Report(Buy, frame, "buy_sell of a buy is another", "1", AirAlgoWords.Short(side));
        if (order.Side == "S" && side != "2") findings.Report(Sell, frame, "buy_sell of a sell is another than ours", "2", AirAlgoWords.Short(side));
    }

    private static void Text(FrameView frame, ServerMessage message, string name, string? placed, FindingSink findings)
    {
        if (placed is null || AirAlgoWords.Text(message.Payload, name) is not { } told || told == placed) return;
        findings.Report(Words, frame, $"{name} is not that of the order", AirAlgoWords.Short(placed), AirAlgoWords.Short(told));
    }

    private static void Figure(FrameView frame, ServerMessage message, string name, string clause, decimal? placed, FindingSink findings)
    {
        if (placed is not { } expected || !message.Payload.TryGetProperty(name, out var member) || Numbers.Read(member) is not { } told || told == expected) return;
        findings.Report(clause, frame, $"{name} is not that of the order", Numbers.Show(expected), Numbers.Show(told));
    }
}
