using System.Globalization;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Connection: a WebSocket is served at /ws, to anybody, since authentication comes after.</summary>
internal sealed class AdmissionFold : Fold
{
    private const string Served = "virtuoso.connect.002";

    public static IReadOnlyList<string> Clauses { get; } = [Served];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || frame.Connection.Request is not { Path: VirtuosoWords.Path }) return;
        if (frame.Kind == FrameKind.Open) findings.Applied();

        // A handshake that is broken itself, or a server that is overloaded, says nothing about the path.
        if (frame.Kind != FrameKind.Refuse || frame.Frame.Http?.Status is 400 or 426 or 429 or 503) return;
        findings.Report(
            Served, frame, "The server refuses a WebSocket at the documented path", "HTTP 101",
            string.Create(CultureInfo.InvariantCulture, $"HTTP {frame.Frame.Http?.Status ?? 0}"));
    }
}
