using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>
/// An order is submitted once. The same order again after a loss is taken for a second submission, since nobody can tell it from one; on one connection
/// two equal orders may be meant, unless it is known what was to be submitted. What the server turned away was not submitted.
/// </summary>
/// <param name="reader">Reads the orders.</param>
/// <param name="wanted">What the client was asked to submit, each once; empty where nobody asked.</param>
internal sealed class OrdersFold(TradingReader reader, IReadOnlyList<JsonElement> wanted) : Fold
{
    private const string Once = "duties.orders.001";
    private const int Most = 10_000;

    /// <summary>Each order, and how many losses there had been when it was submitted.</summary>
    private readonly Dictionary<string, int> _submitted = [];

    private readonly WantedOrders _wanted = new(wanted);
    private int _losses;

    public static IReadOnlyList<string> Clauses { get; } = [Once];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.Kind is FrameKind.Close or FrameKind.Reset && ReferenceEquals(frame.Connection.End, frame.Frame)) _losses++;
        if (reader.Refused is { } refused) Forget(refused);
        if (reader.Order is not { } order) return;
        findings.Applied();
        var isSurplus = _wanted.Take(order) is { IsSurplus: true };
        if (_submitted.TryGetValue(order, out var losses) && losses < _losses)
        {
            findings.Report(Once, frame, "The client submits an order again after it lost the connection", "each order submitted once", "the same order a second time");
        }
        else if (isSurplus)
        {
            findings.Report(Once, frame, "The client submits an order more often than it was asked to", "each order of the task submitted once", "the same order once more");
        }

        if (_submitted.Count < Most) _submitted[order] = _losses;
    }

    private void Forget(string order)
    {
        _submitted.Remove(order);
        _wanted.GiveBack(order);
    }
}
