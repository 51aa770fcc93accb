using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Steps;

/// <summary>What has crossed the wire so far in one run of a case, in the order it was seen. Written from any thread, read by the step engine.</summary>
internal sealed class FrameLog
{
    private readonly Lock _gate = new();
    private readonly List<Frame> _frames = [];
    private TaskCompletionSource _changed = Fresh();

    public int Count
    {
        get { lock (_gate) return _frames.Count; }
    }

    public Frame this[int index]
    {
        get { lock (_gate) return _frames[index]; }
    }

    public void Add(Frame frame)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _frames.Add(frame);
            changed = _changed;
            _changed = Fresh();
        }

        changed.SetResult();
    }

    /// <summary>Completes when there are more frames than <paramref name="seen"/>.</summary>
    public Task BeyondAsync(int seen)
    {
        lock (_gate) return _frames.Count > seen ? Task.CompletedTask : _changed.Task;
    }

    public IReadOnlyList<Frame> ToList()
    {
        lock (_gate) return [.. _frames];
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
