using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Connection: where a client connects.</summary>
internal sealed class HandshakeFold : Fold
{
    private const string Path = "virtuoso.connect.001";

    public static IReadOnlyList<string> Clauses { get; } = [Path];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client, Frame.Http.Path: { } path }) return;
        findings.Applied();
        if (path != VirtuosoWords.Path) findings.Report(Path, frame, "The client connected to a path that the document does not have", VirtuosoWords.Path, path);
    }
}
