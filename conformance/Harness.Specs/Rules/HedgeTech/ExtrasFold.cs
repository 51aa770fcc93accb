using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Fields beyond the document, which a client must survive, and repeated keys, of which the last counts.</summary>
internal sealed class ExtrasFold(HedgeTechSession session, Surplus surplus, ExtrasClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
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

/// <summary>The clauses of <see cref="ExtrasFold"/>: more fields are allowed; of a repeated key the last value counts.</summary>
internal sealed record ExtrasClauses(string Extra, string Repeated) : ClauseSet;
