using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.7: net asset value and units of a fund, and the moment they are as of.</summary>
internal sealed class FundFold(HedgeTechSession session) : TseFold(session, "fund-info")
{
    private const string Readable = "ht-tse.fund.003";
    private const string Units = "ht-tse.fund.004";
    private const string Iso = "ht-tse.fund.005";
    private const string Form = "ht-tse.fund.006";

    public static IReadOnlyList<string> Clauses { get; } = [Readable, Units, Iso, Form];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        Quantity.Expect(Units, frame, message.Data, "units"u8, isWhole: false, findings);
        if (!message.Data.TryGetProperty("as_of"u8, out var member) || member.ValueKind != JsonValueKind.String) return;
        var text = member.GetString()!;
        var shown = $"\"{(text.Length <= 40 ? text : text[..40] + "…")}\"";
        if (IsoTimestamp.TryRead(text, out var time))
        {
            if (time.FractionDigits != 3 || !text.EndsWith('Z')) findings.Report(Form, frame, "as_of is written in another way", "milliseconds and Z, as in 2025-11-14T22:10:42.802Z", shown);
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            findings.Report(Iso, frame, "as_of is not written in ISO 8601", "such as 2025-11-14T22:10:42.802Z", shown);
        }
        else if (!IsoTimestamp.IsUnusualForm(text))
        {
            findings.Report(Readable, frame, "as_of is no date and time", "such as 2025-11-14T22:10:42.802Z", shown);
        }
    }
}
