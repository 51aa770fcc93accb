using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What a hole in a recording takes away: whether a request was answered cannot be told any more.</summary>
internal static class Gaps
{
    /// <summary>Stops what a connection waits for, and says so where it was a hole that ended the wait.</summary>
    public static void StopAll(this Waits<AirAlgoRequest> waits, FrameView frame, Func<AirAlgoRequest, string> clauseOf, FindingSink findings)
    {
        foreach (var request in waits.StopAll(frame.Connection))
        {
            if (frame.Kind == FrameKind.Gap) findings.Lost(clauseOf(request), frame);
        }
    }
}
