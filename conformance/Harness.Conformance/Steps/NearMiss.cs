using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Steps;

/// <summary>What came instead of what was expected: the frame that came nearest, else the last ones of that party.</summary>
internal static class NearMiss
{
    private const int LastShown = 3;
    private const int LongestFrame = 160;

    public static (string Text, FrameRef? Frame) Of(IReadOnlyList<Frame> since, IReadOnlyList<ExchangeStep> expected, IMatchBindings bindings)
    {
        var nearest = since
            .SelectMany(frame => expected.Where(step => step.By == frame.From).Select(step => (Frame: frame, Explained: step.Event.Explain(frame, bindings))))
            .Where(pair => pair.Explained is { First: not null, Agreed: > 0 })
            .OrderByDescending(pair => pair.Explained.Agreed)
            .FirstOrDefault();
        if (nearest is { Explained.First: { } first, Frame: { } near }) return ($"{FrameText.Of(near, LongestFrame).Trim()} ({first})", FrameRef.Of(near));
        var party = expected[0].By;
        var last = since.Where(frame => frame.From == party).TakeLast(LastShown).ToList();
        return last.Count == 0
            ? ($"nothing from the {party.ToString().ToLowerInvariant()}", null)
            : (string.Join("; ", last.Select(frame => FrameText.Of(frame, LongestFrame).Trim())), FrameRef.Of(last[^1]));
    }
}
