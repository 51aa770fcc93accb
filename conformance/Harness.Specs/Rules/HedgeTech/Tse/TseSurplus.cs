using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>What the message that is being judged has beyond the document: looked for once, for whoever asks.</summary>
internal sealed class TseSurplus : ITracker
{
    private readonly HedgeTechSession _session;

    private TseSurplus(HedgeTechSession session) => _session = session;

    public SurplusFields Current { get; private set; }

    public static TseSurplus Of(RuleContext context)
    {
        var session = HedgeTechSession.Of(context);
        return context.Track(() => new TseSurplus(session));
    }

    public void OnFrame(FrameView frame)
    {
        Current = default;
        if (!frame.IsText(Party.Server) || _session.Message is not { } message || !frame.TryGetObject(out var root)) return;
        var channel = message.Channel < 0 ? null : _session.Protocol.Channels[message.Channel];
        Current = TseFields.Find(message, root, channel, _session.IdentifierOf(frame.Connection) == "symbolName");
    }
}
