using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Data comes only for what is subscribed, and for nothing after it was unsubscribed.</summary>
internal sealed class SubscriptionFold(VirtuosoSession session) : Fold
{
    private const string Asked = "virtuoso.subscribe.010";
    private const string Dropped = "virtuoso.unsubscribe.006";

    public static IReadOnlyList<string> Clauses { get; } = [Asked, Dropped];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Server is not { Channel: not null } message || session.Of(frame.Connection) is not { IsAuthenticated: true } state) return;
        findings.Applied();

        // A message that does not name its market cannot be held against one; that it lacks the name is told elsewhere.
        if (message.Key is { Channel: not VirtuosoWords.SystemEvents } key && (key.Exchange.Length == 0 || key.Symbol.Length == 0)) return;
        if (state.Covers(message.Key)) return;
        if (state.WasDropped(message.Key)) findings.Report(Dropped, frame, "Data comes for what was unsubscribed", "nothing after the acknowledgement", message.Key.ToString());
        else findings.Report(Asked, frame, "Data comes for what was not subscribed", state.Subscribed.Count == 0 ? "no data" : string.Join("; ", state.Subscribed.Keys.Take(6)) + (state.Subscribed.Count > 6 ? "; …" : ""), message.Key.ToString());
    }
}
