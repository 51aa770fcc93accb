namespace Harness.Mocks.Scripting;

/// <summary>
/// What a connection holds back, in order. While something waits in it, whatever is sent afterwards waits its turn; messages that were told to let
/// others go first wait beside it.
/// </summary>
internal sealed class SendLine(ScriptSettings settings) : IDisposable
{
    private readonly long _start = settings.Clock.GetTimestamp();
    private readonly Queue<(TimeSpan Due, Action Send)> _waiting = new();
    private readonly List<Held> _held = [];
    private readonly HashSet<ITimer> _overtaken = [];
    private TimeSpan _last;
    private ITimer? _timer;

    /// <summary>Nothing waits: what is sent may go straight out.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Nothing waits for others to go first either.</summary>
    public bool IsIdle => IsEmpty && _held.Count == 0;

    private TimeSpan Now => settings.Clock.GetElapsedTime(_start);

    /// <summary>Sends in turn, not before <paramref name="delay"/> has passed.</summary>
    public void Send(Action send, TimeSpan delay = default)
    {
        if (IsEmpty && delay <= TimeSpan.Zero)
        {
            Leave(send);
            return;
        }

        var due = Now + delay;
        _last = due > _last || IsEmpty ? due : _last;
        _waiting.Enqueue((_last, send));
        if (_waiting.Count == 1) Arm();
    }

    /// <summary>Sends after a delay, while others may overtake.</summary>
    public void SendAside(Action send, TimeSpan delay)
    {
        ITimer? timer = null;
        timer = settings.Schedule(delay, () =>
        {
            if (_overtaken.Remove(timer!)) send();
            timer!.Dispose();
        });
        _overtaken.Add(timer);
    }

    /// <summary>Sends once so many other messages have gone first.</summary>
    public void SendBehind(Action send, int others) => _held.Add(new Held(send, others));

    public void Dispose()
    {
        _timer?.Dispose();
        foreach (var timer in _overtaken) timer.Dispose();
        _overtaken.Clear();
        _waiting.Clear();
        _held.Clear();
    }

    private void Leave(Action send)
    {
        send();
        if (_held.Count == 0) return;
        foreach (var held in _held) held.Others--;
        foreach (var held in _held.Where(held => held.Others == 0).ToList())
        {
            _held.Remove(held);
            held.Send();
        }
    }

    private void Arm()
    {
        _timer?.Dispose();
        var wait = _waiting.Peek().Due - Now;
        _timer = settings.Schedule(wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(1), Drain);
    }

    private void Drain()
    {
        while (_waiting.TryPeek(out var next) && next.Due <= Now)
        {
            // Out of the queue only afterwards: what this sends in turn must not overtake the rest.
            Leave(next.Send);
            if (_waiting.Count > 0) _waiting.Dequeue();
        }

        if (_waiting.Count > 0) Arm();
    }

    private sealed class Held(Action send, int others)
    {
        public Action Send { get; } = send;

        public int Others { get; set; } = others;
    }
}
