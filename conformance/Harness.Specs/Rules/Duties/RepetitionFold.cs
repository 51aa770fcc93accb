using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>No storm of requests for what was asked for on the same connection. Giving it up in between makes each of them a new one.</summary>
internal sealed class RepetitionFold(TradingReader reader) : Fold
{
    private const string Pace = "duties.pace.002";
    private const int Most = 10;
    private const int MostSubscriptions = 10_000;

    private static readonly long Window = Seconds.Of(10);

    private readonly PerConnection<Dictionary<string, Queue<long>>> _asked = new(() => []);
    private bool _told;

    public static IReadOnlyList<string> Clauses { get; } = [Pace];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        foreach (var subscription in reader.Drops) _asked.Find(frame.Connection)?.Remove(subscription);
        foreach (var subscription in reader.Asks) Ask(frame, subscription, findings);
    }

    private void Ask(FrameView frame, string subscription, FindingSink findings)
    {
        findings.Applied();
        var asked = _asked.Of(frame.Connection);
        if (!asked.TryGetValue(subscription, out var times))
        {
            if (asked.Count >= MostSubscriptions) return;
            asked.Add(subscription, times = new Queue<long>());
        }

        times.Enqueue(frame.T);
        while (frame.T - times.Peek() > Window) times.Dequeue();
        if (times.Count < Most || _told) return;
        _told = true;
        findings.Report(Pace, frame, $"The client asks again and again for {subscription}", $"fewer than {Most} requests within {Seconds.Show(Window)}", $"{Most} or more");
    }
}
