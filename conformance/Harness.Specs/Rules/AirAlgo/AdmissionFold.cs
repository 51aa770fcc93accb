using System.Globalization;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A WebSocket is served at the documented path, to anybody, since a client joins later; our mock speaks one version of the messages.</summary>
internal sealed class AdmissionFold : Fold
{
    private const string Served = "airalgo.connect.002";
    private const string OtherVersion = "airalgo.connect.005";

    public static IReadOnlyList<string> Clauses { get; } = [Served, OtherVersion];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || frame.Kind is not (FrameKind.Open or FrameKind.Refuse)) return;
        if (frame.Connection.Request is not { } request || !AirAlgoWords.IsSocketPath(request.Path)) return;
        findings.Applied();
        var status = frame.Frame.Http?.Status;
        var shown = string.Create(CultureInfo.InvariantCulture, $"HTTP {status ?? 0}");
        if (AirAlgoWords.Query(request, "vsn") is not (null or "1.0.0"))
        {
            if (frame.Kind == FrameKind.Open || status != 403) findings.Report(OtherVersion, frame, "A handshake for another version is answered in another way than ours", "HTTP 403", shown);
            return;
        }

        // A handshake that is broken itself, or a server that is overloaded, says nothing about the path.
        if (frame.Kind != FrameKind.Refuse || status is 400 or 426 or 429 or 503) return;
        findings.Report(Served, frame, "The server refuses a WebSocket at the documented path", "HTTP 101", shown);
    }
}
