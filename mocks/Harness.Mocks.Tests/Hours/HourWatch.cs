using System.Text;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Tests.Playing;
using Harness.Specs.Verdicts;

namespace Harness.Mocks.Tests.Hours;

/// <summary>Holds every message of a mock against the schema of its endpoint, and all of them against the rules.</summary>
internal sealed class HourWatch(Protocol protocol) : IJournalObserver
{
    private const int Enough = 5;

    private readonly JudgedSession _judged = new(protocol.Slug);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, int), JsonSchema> _schemas = [];
    private readonly List<string> _faults = [];

    public long Frames => _judged.Frames;

    /// <summary>What the mock should not have said.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock) return [.. _faults, .. _judged.Faults.Where(IsFault).Take(Enough).Select(finding => finding.ToString())];
        }
    }

    public void Observe(JournalSession session, Frame frame)
    {
        _judged.Observe(session, frame);
        lock (_lock)
        {
            if (frame is { Kind: FrameKind.Open, From: Party.Client, Http.Path: { } path } && protocol.Endpoints.FirstOrDefault(endpoint => endpoint.Path == path) is { } endpoint)
            {
                _schemas[(session.Id, frame.Connection)] = protocol.Schema(endpoint.ServerMessages!);
            }

            if (frame is not { Kind: FrameKind.Text, From: Party.Server } || _faults.Count >= Enough) return;
            var errors = _schemas[(session.Id, frame.Connection)].Validate(frame.Payload.Span);
            if (errors.Count > 0) _faults.Add($"{errors[0]}: {Encoding.UTF8.GetString(frame.Payload.Span)}");
        }
    }

    public void Cleared()
    {
    }

    /// <summary>A channel that a symbol lacks stays silent, which no rule can tell from a server that leaves it out.</summary>
    private static bool IsFault(Finding finding) => finding.Verdict != Verdict.Inconclusive;
}
