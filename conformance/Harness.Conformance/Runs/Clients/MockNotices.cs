using Harness.Conformance.Steps;
using Harness.Mocks.Server;

namespace Harness.Conformance.Runs.Clients;

/// <summary>What our own mock had to say of the client in one case: where it turned the client down, the reason stands here and nowhere else.</summary>
internal sealed class MockNotices
{
    private const int Most = 3;
    private const int Longest = 300;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = [];

    public void Add(MockLogEntry entry)
    {
        if (entry.Level < MockLogLevel.Notice) return;
        lock (_gate)
        {
            if (_last.Contains(entry.Text)) return;
            _last.Enqueue(entry.Text);
            if (_last.Count > Most) _last.Dequeue();
        }
    }

    /// <summary>A step of ours that never came is mostly one that the client was refused: then the failure says why.</summary>
    public StepFailure? Explain(StepFailure? failure)
    {
        if (failure is not { Cause: StepCause.Prerequisite }) return failure;
        lock (_gate)
        {
            return _last.Count == 0 ? failure : failure with { Actual = $"{failure.Actual}; the mock said: {string.Join("; ", _last.Select(Short))}" };
        }
    }

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
