using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>subscribe and unsubscribe carry a list of token numbers as strings, and nobody asks over and over for what is subscribed.</summary>
internal sealed class RequestFold(AirAlgoSession session) : Fold
{
    private const string Subscribe = "airalgo.subscribe.001";
    private const string Unsubscribe = "airalgo.unsubscribe.001";
    private const string Storm = "airalgo.subscribe.008";
    private const int Most = 10;

    private static readonly long Window = Seconds.Of(10);

    private readonly PerConnection<Repeats> _repeats = new(() => new Repeats());

    public static IReadOnlyList<string> Clauses { get; } = [Subscribe, Unsubscribe, Storm];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Client) || session.Request is not { Kind: RequestKind.Subscribe or RequestKind.Unsubscribe } request) return;
        findings.Applied();
        if (request is { Kind: RequestKind.Subscribe, IsJoined: true, Tokens: not null, New.Count: 0 }) Count(frame, findings);
        if (request.Tokens is not null || !frame.TryGetObject(out var root)) return;
        root.GetProperty("payload").TryGetProperty("list", out var list);
        var isStrings = list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        if (isStrings) return;
        findings.Report(
            request.Kind == RequestKind.Subscribe ? Subscribe : Unsubscribe, frame, $"{request.Event} has no list of token numbers", "list, strings in an array", JsonKinds.Show(list));
    }

    private void Count(FrameView frame, FindingSink findings)
    {
        var repeats = _repeats.Of(frame.Connection);
        if (repeats.WasTold) return;
        repeats.Times.Enqueue(frame.T);
        while (repeats.Times.Peek() < frame.T - Window) repeats.Times.Dequeue();
        if (repeats.Times.Count < Most) return;
        repeats.WasTold = true;
        findings.Report(Storm, frame, "The client asks again and again for what it has subscribed", $"fewer than {Most} times within {Seconds.Show(Window)}", $"{Most} or more");
    }

    private sealed class Repeats
    {
        /// <summary>When something was asked for that was subscribed already, within the window.</summary>
        public Queue<long> Times { get; } = new();

        public bool WasTold { get; set; }
    }
}
