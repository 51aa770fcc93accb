namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.3: a candle's low and high enclose its open and close. A candle without volume says nothing about prices.</summary>
internal sealed class OhlcvFold(HedgeTechSession session) : TseFold(session, "ohlcv-last-1m")
{
    private const string Range = "ht-tse.ohlcv.003";
    private const string Volume = "ht-tse.ohlcv.004";

    public static IReadOnlyList<string> Clauses { get; } = [Range, Volume];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        Quantity.Expect(Volume, frame, message.Data, "volume"u8, isWhole: false, findings);
        if (Numbers.Read(message.Data, "volume"u8) == 0) return;
        PriceRange.Judge(
            Range, frame, Numbers.Read(message.Data, "low"u8), Numbers.Read(message.Data, "high"u8),
            [("open", Numbers.Read(message.Data, "open"u8)), ("close", Numbers.Read(message.Data, "close"u8))], findings);
    }
}
