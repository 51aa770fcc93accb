using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Values of ltp: whole paisa and a quantity, neither below 0, and a time that does not go back.</summary>
internal sealed partial class LtpFold(AirAlgoSession session) : Fold
{
    private const string Whole = "airalgo.ltp.003";
    private const string NotNegative = "airalgo.ltp.004";
    private const string Iso = "airalgo.ltp.005";
    private const string Utc = "airalgo.ltp.006";
    private const string PriceNotNegative = "airalgo.ltp.007";
    private const string Forward = "airalgo.ltp.008";

    private readonly PerConnection<Dictionary<string, DateTimeOffset>> _last = new(() => []);

    public static IReadOnlyList<string> Clauses { get; } = [Whole, NotNegative, Iso, Utc, PriceNotNegative, Forward];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { Event: "ltp", Payload.ValueKind: JsonValueKind.Object } message) return;
        foreach (var token in message.Payload.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Object) continue;
            findings.Applied();
            Judge(frame, token.Name, token.Value, findings);
        }
    }

    private void Judge(FrameView frame, string name, JsonElement last, FindingSink findings)
    {
        var token = AirAlgoWords.Short(name);
        JudgeFigures(frame, token, last, findings);
        if (AirAlgoWords.Text(last, "ltt") is not { } time) return;
        if (!IsoForm().IsMatch(time) || !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            findings.Report(Iso, frame, $"ltt of {token} is no ISO 8601 date and time", "such as 2025-01-09T12:53:00Z", AirAlgoWords.Short(time));
            return;
        }

        if (!OwnForm().IsMatch(time)) findings.Report(Utc, frame, $"ltt of {token} is of another form than ours", "UTC in whole seconds, with Z", AirAlgoWords.Short(time));
        JudgeOrder(frame, name, at, findings);
    }

    private void JudgeOrder(FrameView frame, string name, DateTimeOffset at, FindingSink findings)
    {
        var known = _last.Of(frame.Connection);
        if (known.TryGetValue(name, out var before) && at < before)
        {
            findings.Report(Forward, frame, $"ltt of {AirAlgoWords.Short(name)} goes back", $"{Show(before)} or later", Show(at));
        }

        if (known.Count < TopicState.Most || known.ContainsKey(name)) known[name] = at;
    }

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static void JudgeFigures(FrameView frame, string token, JsonElement last, FindingSink findings)
    {
        foreach (var name in (string[])["ltp", "ltq"])
        {
            if (!last.TryGetProperty(name, out var figure) || Numbers.Read(figure) is not { } value) continue;
            if (!Numbers.IsWhole(value)) findings.Report(Whole, frame, $"{name} of {token} is no whole number", "an integer", JsonKinds.Show(figure));
            if (value < 0) findings.Report(name == "ltq" ? NotNegative : PriceNotNegative, frame, $"{name} of {token} is negative", "0 or more", JsonKinds.Show(figure));
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex OwnForm();
}
