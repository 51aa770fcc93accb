using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>Fields beyond the document, which a client must survive, and repeated keys, of which the last counts.</summary>
internal sealed class ExtrasFold(HedgeTechSession session, TseSurplus surplus) : Fold
{
    private const string Extra = "ht-tse.envelope.015";
    private const string Repeated = "ht-tse.envelope.016";

    public static IReadOnlyList<string> Clauses { get; } = [Extra, Repeated];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is null) return;
        findings.Applied();
        if (surplus.Current.Unknown is { } unknown)
        {
            findings.ReportAllowed(Extra, frame, $"{unknown.Where} has a field that the document does not show", $"the fields {unknown.Known}", unknown.Name);
        }

        if (surplus.Current.Repeated is { } repeated)
        {
            findings.Report(Repeated, frame, $"{repeated.Where} repeats a key", "each key once; the last value counts", repeated.Name);
        }
    }
}
