using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports.Html;

/// <summary>One row of a wire log: a frame with what was found at it, or a number of frames that are left out.</summary>
/// <param name="Frame">Null where frames are left out.</param>
/// <param name="Left">How many are left out here.</param>
/// <param name="Pause">How long the wire was silent before the frame.</param>
internal sealed record WireRow(Frame? Frame, int Left, TimeSpan Pause, IReadOnlyList<CaseFinding> Findings)
{
    /// <summary>A page must open at once, whatever was recorded: a long log keeps its beginning, its end, and what lies around findings.</summary>
    private const int Beginning = 120;
    private const int End = 40;
    private const int Around = 6;

    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<WireRow> Of(CaseResult result)
    {
        if (result.Transcript is not { } transcript) return [];
        var frames = transcript.Frames.Where(frame => frame is not { Kind: FrameKind.Gap, Frames: 0 }).ToList();
        var at = result.Findings.Where(finding => finding.Frame is not null).ToLookup(finding => finding.Frame!.Value);
        var flagged = Enumerable.Range(0, frames.Count).Where(index => at.Contains(FrameRef.Of(frames[index]))).ToList();
        var rows = new List<WireRow>();
        var left = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            if (!Shows(i, frames.Count, flagged))
            {
                left++;
                continue;
            }

            if (left > 0) rows.Add(new WireRow(null, left, TimeSpan.Zero, []));
            var pause = i == 0 || left > 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(frames[i].T - frames[i - 1].T);
            rows.Add(new WireRow(frames[i], 0, pause >= WorthTelling ? pause : TimeSpan.Zero, [.. at[FrameRef.Of(frames[i])]]));
            left = 0;
        }

        return rows;
    }

    private static bool Shows(int index, int count, List<int> flagged)
    {
        if (index < Beginning || index >= count - End) return true;
        var next = flagged.BinarySearch(index);
        if (next >= 0) return true;
        next = ~next;
        return (next < flagged.Count && flagged[next] - index <= Around) || (next > 0 && index - flagged[next - 1] <= Around);
    }
}
