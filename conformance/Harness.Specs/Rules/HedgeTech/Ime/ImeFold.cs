using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>Judges one section of data, whatever its form: what is missing or of another kind is the payload rule's to tell.</summary>
internal abstract class ImeFold(HedgeTechSession session, string section) : Fold
{
    public override bool IgnoresGaps => true;

    public sealed override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is not { HasData: true } message) return;
        if (!message.Data.TryGetProperty(section, out var own) || own.ValueKind != JsonValueKind.Object) return;
        findings.Applied();
        Judge(frame, message, own, findings);
    }

    /// <param name="frame">The frame.</param>
    /// <param name="message">Its message.</param>
    /// <param name="section">The section, an object.</param>
    /// <param name="findings">Takes what there is to say.</param>
    protected abstract void Judge(FrameView frame, StreamMessage message, JsonElement section, FindingSink findings);
}
