using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>
/// What was subscribed when a connection was lost flows again after the reconnect: the client asks again, once, or the server restores it by itself.
/// </summary>
internal sealed class ResubscribeFold(TradingReader reader) : Fold
{
    private const string Again = "duties.resume.001";
    private const string Once = "duties.resume.002";

    /// <summary>From an accepted connection on, until everything is asked for again.</summary>
    private static readonly long Patience = Seconds.Of(15);

    private const int Most = 10_000;

    private readonly PerConnection<HashSet<string>> _held = new(() => []);
    private readonly Dictionary<string, int> _active = [];
    private readonly Dictionary<string, int> _usual = [];
    private readonly HashSet<string> _lost = [];
    private readonly HashSet<string> _doubled = [];
    private readonly Waits<Connection> _waits = new();
    private bool _hasLost;

    public static IReadOnlyList<string> Clauses { get; } = [Again, Once];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Server } && _lost.Count > 0) _waits.Start(frame.Connection, frame.T + Patience, findings);
        foreach (var subscription in reader.Asks) Hold(frame, subscription, findings);
        foreach (var subscription in reader.Drops) Release(frame.Connection, subscription);
        if (_lost.Count > 0)
        {
            foreach (var subscription in reader.Flows) _lost.Remove(subscription);
        }

        if (frame.Kind == FrameKind.Refuse || (frame.Kind is FrameKind.Close or FrameKind.Reset && ReferenceEquals(frame.Connection.End, frame.Frame))) End(frame);
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (!connection.IsOpen || _lost.Count == 0) continue;
            var missing = _lost.Order(StringComparer.Ordinal).ToList();
            _lost.Clear();
            findings.Report(
                Again, (Frame?)null, $"After a reconnect the client is without some of what it had subscribed (connection {connection.Number})",
                $"everything asked for again within {Seconds.Show(Patience)}", $"nothing for {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? ", …" : "")}");
        }
    }

    private void Hold(FrameView frame, string subscription, FindingSink findings)
    {
        var held = _held.Of(frame.Connection);
        if (held.Count >= Most || _active.Count >= Most) return;
        var isNew = held.Add(subscription);
        if (_lost.Remove(subscription)) findings.Applied();
        var active = _active[subscription] = _active.GetValueOrDefault(subscription) + (isNew ? 1 : 0);
        if (!_hasLost)
        {
            _usual[subscription] = Math.Max(_usual.GetValueOrDefault(subscription), isNew ? active : active + 1);
        }
        else if (_usual.TryGetValue(subscription, out var usual) && (isNew ? active : active + 1) > usual && _doubled.Add(subscription))
        {
            findings.Report(Once, frame, $"After a reconnect the client asks twice for {subscription}", "each subscription asked for once", isNew ? "a second connection with it" : "a second request for it");
        }
    }

    private void Release(Connection connection, string subscription)
    {
        if (_held.Find(connection)?.Remove(subscription) == true) Lower(subscription);
    }

    private void End(FrameView frame)
    {
        _waits.Stop(frame.Connection);
        if (_held.Find(frame.Connection) is not { } held) return;
        var isLoss = frame.From == Party.Server && frame.Kind != FrameKind.Refuse && frame.Connection.ServerMessages > 0;
        foreach (var subscription in held)
        {
            Lower(subscription);
            if (isLoss && _lost.Count < Most && _active.GetValueOrDefault(subscription) < _usual.GetValueOrDefault(subscription)) _lost.Add(subscription);
        }

        if (isLoss) _hasLost = true;
        _held.Forget(frame.Connection);
    }

    private void Lower(string subscription)
    {
        if (_active.GetValueOrDefault(subscription) <= 1) _active.Remove(subscription);
        else _active[subscription]--;
    }
}
