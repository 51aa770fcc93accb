using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Where a client connects, and which version of Phoenix's messages it asks for.</summary>
internal sealed class HandshakeFold : Fold
{
    private const string Path = "airalgo.connect.001";
    private const string Version = "airalgo.connect.004";

    public static IReadOnlyList<string> Clauses { get; } = [Path, Version];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client, Frame.Http: { Path: { } path } request }) return;
        findings.Applied();
        if (!AirAlgoWords.IsSocketPath(path)) findings.Report(Path, frame, "The client connects to a path that the document does not have", AirAlgoWords.SocketPath, path);
        if (AirAlgoWords.Query(request, "vsn") is { } version and not "1.0.0")
        {
            findings.Report(Version, frame, "The client asks for messages that are no JSON objects", "vsn 1.0.0 or none", AirAlgoWords.Short(version));
        }
    }
}
