using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Fields beyond the document, which a client must survive, and repeated keys, of which the last counts.</summary>
internal abstract class SurplusFold(HedgeTechSession session, Surplus surplus, SurplusClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public sealed override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is null) return;
        findings.Applied();
        if (surplus.Current.Unknown is { } unknown)
        {
            findings.ReportAllowed(clauses.Extra, frame, $"{unknown.Where} has a field that the document does not show", $"the fields {unknown.Known}", unknown.Name);
        }

        if (surplus.Current.Repeated is { } repeated)
        {
            findings.Report(clauses.Repeated, frame, $"{repeated.Where} repeats a key", "each key once; the last value counts", repeated.Name);
        }
    }
}

/// <summary>The clauses of <see cref="SurplusFold"/>: more fields are allowed; of a repeated key the last value counts.</summary>
internal sealed record SurplusClauses(string Extra, string Repeated) : ClauseSet;
