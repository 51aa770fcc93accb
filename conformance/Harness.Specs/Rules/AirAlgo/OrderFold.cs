using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What an order of a client must say.</summary>
internal sealed class OrderFold(AirAlgoSession session) : Fold
{
    private const string Fields = "airalgo.order.001";
    private const string Strings = "airalgo.order.002";
    private const string Integers = "airalgo.order.003";
    private const string Kind = "airalgo.order.004";
    private const string Side = "airalgo.order.005";
    private const string Validity = "airalgo.order.006";
    private const string Price = "airalgo.order.007";
    private const string Trigger = "airalgo.order.008";
    private const string Ltp = "airalgo.order.009";
    private const string MarketTrigger = "airalgo.order.012";

    private static readonly string[] Words = ["token_number", "market_limit_sl", "order_type", "validity"];
    private static readonly string[] Figures = ["price", "trigger_price", "quantity", "ltp"];

    public static IReadOnlyList<string> Clauses { get; } = [Fields, Strings, Integers, Kind, Side, Validity, Price, Trigger, Ltp, MarketTrigger];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Client) || session.Request is not { Kind: RequestKind.Order, Order: { } order } || !frame.TryGetObject(out var root)) return;
        findings.Applied();
        JudgeKinds(frame, root.GetProperty("payload"), findings);
        if (order.Kind is not (null or "market" or "limit" or "sl" or "slm")) findings.Report(Kind, frame, "market_limit_sl of an order is another word", "market, limit, sl or slm", AirAlgoWords.Short(order.Kind));
        if (order.Side is not (null or "B" or "S")) findings.Report(Side, frame, "order_type of an order is another word", "B or S", AirAlgoWords.Short(order.Side));
        if (order.Validity is not (null or "Day")) findings.Report(Validity, frame, "validity of an order is another word", "Day", AirAlgoWords.Short(order.Validity));
        if (order.Kind is "limit" or "sl" && order.Price == 0) findings.Report(Price, frame, $"A {order.Kind} order has no price", "a price other than 0", "0");
        if (order.Kind == "sl" && order.Trigger == 0) findings.Report(Trigger, frame, "An sl order has no trigger_price", "a trigger_price other than 0", "0");
        if (order.Kind is "limit" or "sl" && order.Ltp == 0) findings.Report(Ltp, frame, $"A {order.Kind} order has no ltp", "an ltp other than 0", "0");
        if (order.Kind == "slm" && order.Trigger == 0) findings.Report(MarketTrigger, frame, "An slm order has no trigger_price", "a trigger_price other than 0", "0");
    }

    private static void JudgeKinds(FrameView frame, JsonElement payload, FindingSink findings)
    {
        foreach (var name in Words.Concat(Figures))
        {
            var isWord = Words.Contains(name);
            if (!payload.TryGetProperty(name, out var value)) findings.Report(Fields, frame, $"An order lacks {name}", name, "nothing");
            else if (isWord && value.ValueKind != JsonValueKind.String) findings.Report(Strings, frame, $"{name} of an order is no string", "a string", JsonKinds.Show(value));
            else if (!isWord && !IsInteger(value)) findings.Report(Integers, frame, $"{name} of an order is no integer", "an integer", JsonKinds.Show(value));
        }
    }

    private static bool IsInteger(JsonElement value) => Numbers.Read(value) is { } number ? Numbers.IsWhole(number) : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var large) && Math.Floor(large) == large;
}
