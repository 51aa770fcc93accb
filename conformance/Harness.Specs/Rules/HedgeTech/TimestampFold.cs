using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Form and order of the envelope's timestamp.</summary>
internal sealed class TimestampFold(RuleContext context, HedgeTechSession session, TimestampClauses clauses) : Fold
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(5);

    private readonly PerConnection<Dictionary<(int Symbol, int Channel), IsoTimestamp>> _last = new(() => []);
    private bool _toldZone;

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is not { Timestamp.ValueKind: JsonValueKind.String } message) return;
        findings.Applied();
        if (!IsoTimestamp.TryReadUsual(JsonMarshal.GetRawUtf8Value(message.Timestamp)[1..^1], out var time))
        {
            var text = message.Timestamp.GetString()!;
            if (!IsoTimestamp.TryRead(text, out time))
            {
                if (!IsoTimestamp.IsUnusualForm(text)) findings.Report(clauses.Iso, frame, "timestamp is no date and time of ISO 8601", "such as 2025-11-14T12:00:00.000000", $"\"{Short(text)}\"");
                return;
            }
        }

        if (time.FractionDigits != 6) findings.Report(clauses.Digits, frame, "timestamp has another number of fractional digits", "six, as in every example", JsonKinds.Show(message.Timestamp));
        JudgeZone(frame, message.Timestamp, time, findings);
        JudgeOrder(frame, message, time, findings);
    }

    private void JudgeZone(FrameView frame, JsonElement written, IsoTimestamp time, FindingSink findings)
    {
        if (clauses.HasZone)
        {
            if (time.Offset != TimeSpan.Zero || !JsonMarshal.GetRawUtf8Value(written).EndsWith("Z\""u8)) findings.Report(clauses.Zone, frame, "timestamp does not end in Z", "a Z at the end, as in every example", JsonKinds.Show(written));
            return;
        }

        if (time.Offset is not null)
        {
            findings.Report(clauses.Zone, frame, "timestamp has a zone", "none, as in every example", JsonKinds.Show(written));
            return;
        }

        if (_toldZone || clauses.LocalTime is null || !TryOffset(context.Stances["ht.timezone"], out var offset) || offset == TimeSpan.Zero) return;

        // Only what is surely another zone is told: an old message reads like any.
        var utc = context.Header.TimeOf(frame.Frame).UtcDateTime;
        if ((time.Time - utc).Duration() > Near) return;
        _toldZone = true;
        findings.Report(clauses.LocalTime, frame, "timestamp without a zone reads as UTC", $"the exchange's local time ({context.Stances["ht.timezone"]})", JsonKinds.Show(written));
    }

    private void JudgeOrder(FrameView frame, StreamMessage message, IsoTimestamp time, FindingSink findings)
    {
        if (message.Channel < 0 || message.Symbol < 0) return;
        var last = _last.Of(frame.Connection);
        var key = (message.Symbol, message.Channel);
        if (last.TryGetValue(key, out var before) && before.Offset is null == time.Offset is null && Utc(time) < Utc(before))
        {
            findings.Report(
                clauses.Order, frame, $"timestamp goes back within this {(session.ChannelsToAsk.Count == 0 ? session.SymbolWord : "symbol and channel")}", $"{Show(before)} or later", Show(time));
            return;
        }

        last[key] = time;
    }

    private static DateTime Utc(IsoTimestamp time) => time.Time - (time.Offset ?? TimeSpan.Zero);

    private static string Show(IsoTimestamp time) => time.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static bool TryOffset(string stance, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (stance is "Z") return true;
        if (!TimeSpan.TryParseExact(stance.TrimStart('+', '-'), "hh\\:mm", CultureInfo.InvariantCulture, out offset)) return false;
        if (stance.StartsWith('-')) offset = -offset;
        return true;
    }
}

/// <summary>The clauses of <see cref="TimestampFold"/>.</summary>
/// <param name="Iso">It is ISO 8601.</param>
/// <param name="Digits">It has six fractional digits.</param>
/// <param name="Zone">It has the zone of the examples.</param>
/// <param name="HasZone">The examples have a zone, Z; otherwise none.</param>
/// <param name="Order">It never goes back.</param>
/// <param name="LocalTime">Without a zone it is local time; null where there is always a zone.</param>
internal sealed record TimestampClauses(string Iso, string Digits, string Zone, bool HasZone, string Order, string? LocalTime) : ClauseSet;
