using Harness.Load.Protocols;

namespace Harness.Load.Clients;

/// <summary>All clients of a run: lets them in at the pace that was asked for, and keeps them alive.</summary>
internal sealed class Crowd(LoadState state, ILoadProtocol protocol, Connector connector)
{
    /// <summary>Handshakes at the same time: enough for a server that is far away.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LoadClient?[] _clients = new LoadClient?[state.Options.Connections];
    private readonly bool _asks = LoadProtocols.WhyNoRoundTrips(state.Options) is null;
    private int _next;
    private int _tried;
    private int _turn;
    private double _due;

    /// <summary>Those that opened.</summary>
    public IEnumerable<LoadClient> Clients => _clients.OfType<LoadClient>();

    /// <summary>Dialled so far.</summary>
    public int Tried => Volatile.Read(ref _tried);

    /// <summary>Why there is nobody to talk to; null while there is.</summary>
    public string? Unreachable { get; private set; }

    /// <summary>Opened, and over by now.</summary>
    public int Lost => Clients.Count(client => client.IsOver);

    public string RoundTrip => _asks ? protocol.RoundTrip : "";

    /// <summary>Opens all connections, one every so often; the first alone, since nobody else need try where it finds nobody.</summary>
    public async Task JoinAsync(Watch watch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = watch.WatchAsync(stop.Token);
        try
        {
            await OpenAsync(0, cancellationToken);
            _next = 1;
            if (_clients[0] is null && state.Incidents.Errors().Keys.FirstOrDefault(kind => kind.Contains("cannot be reached", StringComparison.Ordinal)) is { } nobody)
            {
                Unreachable = nobody[(nobody.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                return;
            }

            var workers = Math.Min(AtOnce, _clients.Length);
            // The handshakes block their threads.
            ThreadPool.GetMinThreads(out var least, out var ports);
            ThreadPool.SetMinThreads(Math.Max(least, workers + 8), ports);
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ended early: the report says how many were there.
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }
    }

    /// <summary>Called many times a second: makes the requests that are due.</summary>
    public void Ask(TimeSpan since)
    {
        if (!_asks) return;
        _due = Math.Min(_due + (since.TotalSeconds * state.Options.Rate), state.Options.Rate + 1);
        var tried = 0;
        while (_due >= 1 && tried < _clients.Length)
        {
            var client = _clients[_turn];
            _turn = (_turn + 1) % _clients.Length;
            tried++;
            if (client?.Ask() == true) _due--;
        }
    }

    /// <summary>Called every second.</summary>
    public void Tend()
    {
        foreach (var client in Clients) client.Tend(Patience);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var time = state.Options.Time;
        for (var index = Take(); index < _clients.Length; index = Take())
        {
            var due = TimeSpan.FromSeconds(index / state.Options.Ramp) - TimeSpan.FromMicroseconds(state.Elapsed);
            if (due > TimeSpan.Zero) await Task.Delay(due, time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await OpenAsync(index, cancellationToken);
        }
    }

    private int Take() => Interlocked.Increment(ref _next) - 1;

    private async Task OpenAsync(int index, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tried);
        Volatile.Write(ref _clients[index], await connector.OpenAsync(index + 1, cancellationToken));
    }
}
