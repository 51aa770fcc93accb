using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Finds what a message has beyond its document.</summary>
/// <param name="message">The message.</param>
/// <param name="root">Its whole object.</param>
/// <param name="identifier">The member that names its symbol.</param>
internal delegate SurplusFields SurplusFinder(StreamMessage message, JsonElement root, string identifier);

/// <summary>What the message that is being judged has beyond the document: looked for once, for whoever asks.</summary>
internal sealed class Surplus : ITracker
{
    private readonly HedgeTechSession _session;
    private readonly SurplusFinder _find;

    private Surplus(HedgeTechSession session, SurplusFinder find)
    {
        _session = session;
        _find = find;
    }

    public SurplusFields Current { get; private set; }

    /// <summary>The session's own; a session is of one document, so the first finder serves all.</summary>
    public static Surplus Of(RuleContext context, SurplusFinder find)
    {
        var session = HedgeTechSession.Of(context);
        return context.Track(() => new Surplus(session, find));
    }

    public void OnFrame(FrameView frame)
    {
        Current = default;
        if (!frame.IsText(Party.Server) || _session.Message is not { } message || !frame.TryGetObject(out var root)) return;
        Current = _find(message, root, _session.IdentifierOf(frame.Connection));
    }
}
