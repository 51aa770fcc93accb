using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>An order is submitted once: the same order again after a loss is taken for a second submission, since nobody can tell it from one.</summary>
internal sealed class OrdersFold(TradingReader reader) : Fold
{
    private const string Once = "duties.orders.001";
    private const int Most = 10_000;

    /// <summary>Each order, and how many losses there had been when it was submitted.</summary>
    private readonly Dictionary<string, int> _submitted = [];
    private int _losses;

    public static IReadOnlyList<string> Clauses { get; } = [Once];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.Kind is FrameKind.Close or FrameKind.Reset && ReferenceEquals(frame.Connection.End, frame.Frame)) _losses++;
        if (reader.Order is not { } order) return;
        findings.Applied();
        if (_submitted.TryGetValue(order, out var losses) && losses < _losses)
        {
            findings.Report(Once, frame, "The client submits an order again after it lost the connection", "each order submitted once", "the same order a second time");
        }

        if (_submitted.Count < Most) _submitted[order] = _losses;
    }
}
