using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>
/// Ping/Pong Heartbeat: after 30 s in which no message crossed the wire either way a ping goes out, and 10 s without a pong later the connection
/// ends. Nothing else stands in for the pong.
/// </summary>
internal sealed class Heartbeat(MockConnection connection, Action ping, Action giveUp)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ITimer? _timer;
    private bool _waiting;
    private int _skipped;

    public void Start()
    {
        connection.MarkActivity();
        _timer = connection.Schedule(Quiet, Due);
    }

    public void Ponged()
    {
        if (!_waiting) return;
        _waiting = false;
        _timer!.Change(Quiet, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Leaves out so many pings; null: all of them.</summary>
    public void Skip(int? times) => _skipped = times is { } count ? _skipped + count : int.MaxValue;

    private void Due()
    {
        if (_waiting)
        {
            _waiting = false;
            if (connection.MissedPong()) _timer!.Change(Quiet, Timeout.InfiniteTimeSpan);
            else giveUp();
            return;
        }

        var left = Quiet - connection.Idle;
        if (left > TimeSpan.Zero)
        {
            _timer!.Change(left, Timeout.InfiniteTimeSpan);
        }
        else if (_skipped > 0)
        {
            if (_skipped != int.MaxValue) _skipped--;
            _timer!.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _waiting = true;
            ping();
            _timer!.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }
}
