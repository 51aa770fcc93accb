using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Connection Setup: where a client connects.</summary>
internal sealed class HandshakeFold : Fold
{
    private const string Path = "odin.connect.001";
    private static readonly string Documented = ProtocolCatalog.Embedded.Find("odin")!.DefaultEndpoint.Path;

    public static IReadOnlyList<string> Clauses { get; } = [Path];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client }) return;
        findings.Applied();
        var path = frame.Frame.Http?.Path ?? "";
        if (path != Documented) findings.Report(Path, frame, $"The client connects to another path{NearestWord.Hint(path, [Documented])}", Documented, path);
    }
}
