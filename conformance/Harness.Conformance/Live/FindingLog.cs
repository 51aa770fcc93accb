using System.Runtime.CompilerServices;

namespace Harness.Conformance.Live;

/// <summary>Findings for whoever asks now or follows; bounded, the oldest go first.</summary>
internal sealed class FindingLog
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _findings = new();
    private long _forgotten;
    private TaskCompletionSource _changed = Fresh();

    public IReadOnlyList<ReadOnlyMemory<byte>> All
    {
        get { lock (_gate) return [.. _findings]; }
    }

    public void Add(ReadOnlyMemory<byte> finding)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _findings.Enqueue(finding);
            if (_findings.Count > Most)
            {
                _findings.Dequeue();
                _forgotten++;
            }

            changed = _changed;
            _changed = Fresh();
        }

        changed.SetResult();
    }

    public void Clear()
    {
        lock (_gate)
        {
            _forgotten += _findings.Count;
            _findings.Clear();
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = 0L; ;)
        {
            List<ReadOnlyMemory<byte>> fresh;
            Task changed;
            lock (_gate)
            {
                var skip = Math.Max(0, next - _forgotten);
                fresh = [.. _findings.Skip((int)skip)];
                next = _forgotten + _findings.Count;
                changed = _changed.Task;
            }

            foreach (var finding in fresh) yield return finding;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
