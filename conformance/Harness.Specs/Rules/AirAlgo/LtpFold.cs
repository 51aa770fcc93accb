using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Values of ltp: whole paisa, a quantity that is not negative, a time.</summary>
internal sealed partial class LtpFold(AirAlgoSession session) : Fold
{
    private const string Whole = "airalgo.ltp.003";
    private const string NotNegative = "airalgo.ltp.004";
    private const string Iso = "airalgo.ltp.005";
    private const string Utc = "airalgo.ltp.006";

    public static IReadOnlyList<string> Clauses { get; } = [Whole, NotNegative, Iso, Utc];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { Event: "ltp", Payload.ValueKind: JsonValueKind.Object } message) return;
        foreach (var token in message.Payload.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Object) continue;
            findings.Applied();
            Judge(frame, AirAlgoWords.Short(token.Name), token.Value, findings);
        }
    }

    private static void Judge(FrameView frame, string token, JsonElement last, FindingSink findings)
    {
        foreach (var name in (string[])["ltp", "ltq"])
        {
            if (!last.TryGetProperty(name, out var figure) || Numbers.Read(figure) is not { } value) continue;
            if (!Numbers.IsWhole(value)) findings.Report(Whole, frame, $"{name} of {token} is no whole number", "an integer", JsonKinds.Show(figure));
            if (name == "ltq" && value < 0) findings.Report(NotNegative, frame, $"ltq of {token} is negative", "0 or more", JsonKinds.Show(figure));
        }

        if (AirAlgoWords.Text(last, "ltt") is not { } time) return;
        if (!IsoForm().IsMatch(time) || !DateTimeOffset.TryParse(time, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            findings.Report(Iso, frame, $"ltt of {token} is no ISO 8601 date and time", "such as 2025-01-09T12:53:00Z", AirAlgoWords.Short(time));
        }
        else if (!OwnForm().IsMatch(time))
        {
            findings.Report(Utc, frame, $"ltt of {token} is of another form than ours", "UTC in whole seconds, with Z", AirAlgoWords.Short(time));
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnForm();
}
