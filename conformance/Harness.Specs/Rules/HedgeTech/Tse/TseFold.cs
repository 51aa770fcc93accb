using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>Judges the data of one channel's messages, whatever their form: what is missing or of another kind is the payload rule's to tell.</summary>
internal abstract class TseFold(HedgeTechSession session, string channel) : Fold
{
    private readonly int _channel = Index(session, channel);

    public override bool IgnoresGaps => true;

    public sealed override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Message is not { HasData: true } message || message.Channel != _channel) return;
        findings.Applied();
        Judge(frame, message, findings);
    }

    protected abstract void Judge(FrameView frame, StreamMessage message, FindingSink findings);

    private static int Index(HedgeTechSession session, string channel)
    {
        for (var i = 0; i < session.Protocol.Channels.Count; i++)
        {
            if (session.Protocol.Channels[i] == channel) return i;
        }

        throw new ArgumentException($"{session.Protocol.Slug} has no channel {channel}", nameof(channel));
    }
}
