using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;

namespace Harness.Mocks.Testing;

/// <summary>What clients have said to a mock: looked up, waited for, and explained where it did not come.</summary>
internal sealed class Reception(MockHost host)
{
    private const int NearMisses = 3;
    private const int Around = 4;
    private const int LongestFrame = 200;

    /// <summary>Messages that match, the oldest first.</summary>
    public IReadOnlyList<ReceivedMessage> Messages(ScenarioMatcher? pattern) =>
    [
        .. Said()
            .Where(said => pattern is null ? said.Frame.Kind is FrameKind.Text or FrameKind.Binary : said.Frame.Kind == FrameKind.Text && pattern.Matches(said.Frame.Payload))
            .Select(said => new ReceivedMessage(said.Session, said.Frame))
            .OrderBy(message => message.At),
    ];

    public async Task<ReceivedMessage> MessageAsync(object where, int count, TimeSpan within, CancellationToken cancellationToken)
    {
        var pattern = ScenarioMatcher.Compile(ReceivedMessage.Write(where));
        return await host.Journal.Pulse.UntilAsync(() => Messages(pattern).ElementAtOrDefault(count - 1), within, cancellationToken)
            ?? throw new MockExpectationException(Explain($"message {pattern}", count, Messages(pattern).Count, within, frame => frame.Kind == FrameKind.Text ? pattern.Explain(frame.Payload) : null));
    }

    /// <summary>HTTP requests, handshakes included, whose path and method are these.</summary>
    public IReadOnlyList<HttpExchange> Requests(string path, string? method) =>
        [.. Said().Where(said => Asks(said.Frame, path, method)).OrderBy(said => said.Session.TimeOf(said.Frame)).Select(said => said.Frame.Http!)];

    public async Task<HttpExchange> RequestAsync(string path, string? method, int count, TimeSpan within, CancellationToken cancellationToken) =>
        await host.Journal.Pulse.UntilAsync(() => Requests(path, method).ElementAtOrDefault(count - 1), within, cancellationToken)
            ?? throw new MockExpectationException(Explain($"request {method ?? "of any method"} {path}", count, Requests(path, method).Count, within, static _ => null));

    private static bool Asks(Frame frame, string path, string? method) =>
        frame.Kind is FrameKind.Http or FrameKind.Open && frame.Http is { } http && http.Path?.TrimEnd('/') == path.TrimEnd('/')
        && (method is null || string.Equals(http.Method, method, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<(TranscriptHeader Session, Frame Frame)> Said() =>
        host.Journal.ToTranscripts().SelectMany(transcript => transcript.Frames.Where(frame => frame.From == Party.Client).Select(frame => (transcript.Header, frame)));

    private string Explain(string what, int count, int seen, TimeSpan within, Func<Frame, MatchExplanation?> explain)
    {
        var transcripts = host.Journal.ToTranscripts();
        var near = transcripts
            .SelectMany(transcript => transcript.Frames.Select(frame => (Transcript: transcript, Frame: frame)))
            .Where(one => one.Frame.From == Party.Client)
            .Select(one => (one.Transcript, one.Frame, Miss: explain(one.Frame)))
            .Where(one => one.Miss is { First: not null })
            .OrderByDescending(one => one.Miss!.Agreed)
            .ThenByDescending(one => one.Transcript.Header.TimeOf(one.Frame))
            .Take(NearMisses)
            .ToList();
        var text = new StringBuilder($"expected {(count == 1 ? "a" : $"{count} times the")} {what} within {Duration.Show(within)}, but {(seen == 0 ? "none came" : $"it came {seen} times")}");
        if (near.Count > 0) text.Append("\nnearest:");
        foreach (var (transcript, frame, miss) in near) text.Append("\n  ").Append(Line(transcript, frame).Trim()).Append("\n      ").Append(miss!.First);
        if (transcripts.Count == 0) return text.Append("\nno client has said anything so far").ToString();

        var (session, focus) = near.Count > 0 ? (near[0].Transcript, near[0].Frame) : (transcripts.MaxBy(Ended)!, null);
        var frames = session.Frames.Where(frame => frame is not { Kind: FrameKind.Gap, Frames: 0 }).ToList();
        var at = focus is null ? frames.Count - 1 : frames.IndexOf(focus);
        text.Append($"\nframes of session {session.Header.Session} ({session.Header.Protocol}):");
        for (var i = Math.Max(0, at - Around); i <= Math.Min(frames.Count - 1, at + Around); i++)
        {
            text.Append($"\n  {(frames[i] == focus ? ">" : " ")} {Line(session, frames[i])}");
        }

        return text.ToString();
    }

    private static DateTimeOffset Ended(Transcript transcript) => transcript.Frames.Count == 0 ? default : transcript.Header.TimeOf(transcript.Frames[^1]);

    private string Line(Transcript transcript, Frame frame) => FrameText.Of(host.World.Redactor.Redact(frame, transcript.Header.Protocol), LongestFrame);
}
