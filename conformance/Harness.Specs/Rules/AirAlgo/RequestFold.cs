using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>subscribe and unsubscribe carry a list of token numbers as strings.</summary>
internal sealed class RequestFold(AirAlgoSession session) : Fold
{
    private const string Subscribe = "airalgo.subscribe.001";
    private const string Unsubscribe = "airalgo.unsubscribe.001";

    public static IReadOnlyList<string> Clauses { get; } = [Subscribe, Unsubscribe];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Client) || session.Request is not { Kind: RequestKind.Subscribe or RequestKind.Unsubscribe } request) return;
        findings.Applied();
        if (request.Tokens is not null || !frame.TryGetObject(out var root)) return;
        root.GetProperty("payload").TryGetProperty("list", out var list);
        var isStrings = list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        if (isStrings) return;
        findings.Report(
            request.Kind == RequestKind.Subscribe ? Subscribe : Unsubscribe, frame, $"{request.Event} has no list of token numbers", "list, strings in an array", JsonKinds.Show(list));
    }
}
